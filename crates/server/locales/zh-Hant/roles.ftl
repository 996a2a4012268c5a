# 角色與指派：自己的組織，以及客戶處的合作夥伴。

role = 角色
roles-text = 內建角色是固定的。您可以針對所選會議室，將其指派給人員與安全性群組。
roles-assign = 指派角色
roles-built-in = 內建角色
roles-permissions = { $shown } 個權限
roles-members = { $shown } 位成員
roles-in-directory = 在目錄中授與，一律適用於所有會議室。
roles-unassigned = 尚未指派。
roles-partner-scope = 此合作夥伴的會議室與人員
role-help-site-lead = 組織站台的會議室：群組、報告、票證。
role-help-site-tech = 處理您選擇的會議室。
members-help = 貴組織的人員與安全性群組，至少一個。
members-save = 儲存成員
scope-save = 儲存會議室
roles-delete-question = 要結束指派 { $name } 嗎？
roles-delete-text = 以下成員會立即失去此指派的權限。
customer-roles-text = 先選擇客戶，再選擇貴組織由誰負責。
customer-roles-choose = 選擇客戶
customer-roles-choose-text = 選擇後，此處會顯示該客戶的角色，以及貴組織中擔任這些角色的人員。
customer-roles-scope = 已指派的管理員；適用於客戶所選合作關係的所有會議室。
customer-roles-empty = 沒有客戶
customer-roles-empty-text = 您只能看到有權檢視角色的客戶。

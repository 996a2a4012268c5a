# 示範：登入頁面的範例人員與導覽。

demo-sample-people = 範例人員
demo-sample-people-text = 按一下即以該人員身分登入。所有人的密碼都是 { $password }。
demo-loopback = 此示範只接受本機連線，且時間已縮短。
demo-duty-operator = 此伺服器的營運者
demo-duty-primary-admin = 客戶的主要管理員
demo-duty-technician = 安全性群組中的技術人員
demo-duty-blocked = 被 Contoso 封鎖的技術人員

tour-start = 簡短導覽
tour-start-1 = Contoso 的 Jordan Blake：查看會議室在第一分鐘內故障又恢復。[設定] > [合作夥伴] 中有一份給 Pacific Rooms 的邀請正等待回覆。
tour-start-2 = Pacific Rooms 的 Hana Kobayashi：在 [租用戶] 接受邀請，並指定 Marcus Lee 為主要管理員。
tour-start-3 = Marcus Lee：在所有客戶的會議室中找到 Contoso 在多倫多的會議室並編輯一間。
tour-start-4 = 再次換成 Jordan Blake：在稽核記錄中找到該變更，然後封鎖 Marcus 或移除合作夥伴。
tour-start-5 = 再次換成 Marcus Lee：Contoso 的會議室已經消失。

tour = 導覽
tour-title = 試試看
tour-hide = 隱藏導覽
tour-shortened = 此示範的時間已縮短：會議室每 5 秒回報一次，15 秒沒有回應即視為未受監視，觀察期的一分鐘縮短為一秒。
tour-others = 登出後可以換成其他人。
tour-rooms-live = 第一分鐘內會有攝影機和顯示器故障又恢復，有些會議室會失去聯絡。清單會自動更新。開啟會議室即可查看原因。
tour-onboarding = 這些裝置已用貴組織的金鑰註冊，正在等候您。開啟其中一個並完成註冊。
tour-partners = 用網域邀請合作夥伴：northwind.example 或 pacificrooms.example。由您選擇對方看得到的會議室，並可隨時變更、封鎖個人或結束合作。
tour-audit = 自己人員與合作夥伴所做的一切都在這裡，並附上變更前後的值。
tour-groups = 開啟一個群組：可以看到其中的會議室，以及哪些合作夥伴與角色依此群組取得會議室。
tour-reader = 您可以查看全部，但不能變更，因此不會顯示任何命令。
tour-site = 您只看得到自己站台的會議室。開啟一間並編輯。
tour-invitations = 開啟擱置中的邀請。您會看到會議室數量與權限，但看不到會議室名稱。選擇主要管理員後接受，或予以拒絕。
tour-tenant-managers = 選擇還有誰可以回覆邀請。租用戶經理看不到會議室。
tour-all-customers = 所有客戶的會議室都在同一份清單中。可在上方列選擇單一客戶。
tour-edit = 開啟一間狀況不良的會議室並編輯。客戶會立即在稽核記錄中看到您的變更。
tour-roles = 查看您的哪些人員負責哪些客戶。
tour-no-customers = 您對任何客戶都沒有權限。如果您是 Frank Miller：Contoso 已封鎖您，Contoso 的 Amelia Ross 可以在 [設定] > [合作夥伴] 解除。
tour-organizations = 您看得到組織、網域與伺服器數據，但看不到他們的會議室、記錄與人員。
tour-capability = 開啟 Northwind AV Services 並關閉其合作夥伴資格。它的合作關係會立即暫停，直到您再次開啟。
tour-nobody = 您有帳戶但沒有角色。請以貴組織管理員身分登入並指派角色。

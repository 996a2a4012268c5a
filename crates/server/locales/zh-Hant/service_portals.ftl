# 營運者的服務入口網站清單。

service-portals-text = 合作夥伴會在每個向其購買的客戶看到為該客戶填好的網址。Steward 本身絕不開啟這些網址。
service-portals-none = 尚無服務入口網站
service-portals-none-text = 註冊服務的管理入口網站後，合作夥伴即可從客戶記錄開啟。
service-portal = 服務
service-portal-new = 註冊服務入口網站
service-portal-edit = 變更服務入口網站
service-portal-url = 網址
service-portal-url-help = 以 https:// 開頭。在主機之後，{"{tenantId}"} 代表客戶的識別碼，{"{domain}"} 代表其預設網域。
service-portal-saved = 已儲存服務入口網站
service-portal-deleted = 已移除服務入口網站
service-portal-delete-question = 要移除服務入口網站 { $name } 嗎？
service-portal-delete-text = 合作夥伴不會再於其客戶看到它。其他一切不變。

# Work in the rooms of a customer on its behalf, and the customer's switch for it.

nav-on-behalf = 代理作業
face-on-behalf = 客戶的會議室
on-behalf-text = 這些客戶將目錄角色委派給您的組織，您可藉此處理其會議室。您在客戶自己的入口網站中作業，一切都會以您的名義記錄在客戶的稽核記錄中。
on-behalf-none = 沒有客戶允許您處理其會議室
on-behalf-none-text = 客戶在其合作夥伴關係頁面為您的組織開啟此功能後，在該處擁有合適目錄角色的人員就會在此看到。
on-behalf-roles = 作業角色
on-behalf-banner = 您正以 { $role } 身分代表 { $customer } 作業。您的操作會記錄在其稽核記錄中。
on-behalf-leave = 離開
customer-rooms = 會議室
delegated-rooms = 透過委派的會議室
delegated-rooms-of = { $name } 透過委派的會議室
delegated-rooms-none = 沒有委派任何項目
delegated-rooms-off = 關閉：委派的角色無法處理您的會議室
delegated-rooms-partly = 部分關係可處理您的會議室，其他則否
delegated-rooms-on = 開啟：委派的角色可處理您的會議室
delegated-rooms-text = 您可以讓委派給此合作夥伴的目錄角色也能處理您的會議室。其人員會在您的入口網站中作業，與連結所給予的權限分開。
delegated-rooms-roles = 全域管理員、Teams 系統管理員和 Teams 裝置系統管理員可在合作夥伴獲准的範圍內處理會議室、群組、更新環和票證；全域讀取者只能檢視。其他角色無法處理會議室。
delegated-rooms-never = 角色、設定和您對合作夥伴的控制權僅屬於您。
delegated-rooms-link = 您與此合作夥伴有連結：範圍限於該連結的會議室和權限。
delegated-rooms-no-link = 您與此合作夥伴沒有連結：範圍包含您的所有會議室。
delegated-rooms-later = 您日後核准的關係和還原的權限，一開始都是關閉的。
delegated-rooms-open = 允許委派的角色處理會議室
delegated-rooms-close = 關閉
delegated-rooms-done-opened = 委派的角色現在可處理您的會議室
delegated-rooms-done-closed = 委派的角色已無法處理您的會議室

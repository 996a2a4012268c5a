# 已儲存的檢視:人員保留的清單選擇。

views-title = 已儲存的檢視
view-save = 儲存此檢視
view-name = 檢視名稱
view-help = 篩選和排序會以此名稱只為您儲存,搜尋文字不會儲存。
view-done-saved = 已儲存檢視。
view-done-removed = 已移除檢視。
view-remove = 移除檢視 { $name }

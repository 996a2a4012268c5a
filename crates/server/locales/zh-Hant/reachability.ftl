# 連線能力：由轉送站所見、沒有代理程式的裝置。

reachability = 連線能力
reachability-effect = 適用於沒有代理程式的會議室：貴組織的轉送站會嘗試連線到此位址與連接埠，並回報裝置是否接受。連線上不會傳送任何內容。轉送站的組態檔也必須允許該網路與連接埠，否則不會嘗試，會議室視為沒有回應。
reachability-choose = 選擇轉送站
reachability-change = 變更
reachability-remove = 停止檢查
reachability-relay = 轉送站
reachability-host = 裝置
reachability-host-help = 從轉送站看到的名稱 (例如 bar-7.site.example) 或 IP 位址。
reachability-port = TCP 連接埠
reachability-address = 位址
reachability-state-healthy = 可連線
reachability-state-unhealthy = 無法連線
reachability-state-unknown = 轉送站的組態不允許
reachability-not-yet = 轉送站尚未檢查。
reachability-none = 沒有代理程式或轉送站回報此裝置。
reachability-no-relays = 尚無可檢查的轉送站
reachability-no-relays-text = 請在轉送站的組態檔中允許網路與連接埠，放入註冊金鑰檔案，然後重新啟動。之後它會出現在會議室清單。

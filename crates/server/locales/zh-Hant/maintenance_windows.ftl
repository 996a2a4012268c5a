# 維護時段：一起抑制的會議室。

maintenance-window = 維護時段
maintenance-plan = 排定維護
maintenance-find = 尋找維護
maintenance-all-rooms = 所有會議室
maintenance-choose-rooms = 選擇會議室
maintenance-some-rooms = 一組會議室
maintenance-owner = 排定者
maintenance-in-force = 進行中
maintenance-to-come = 已排定
maintenance-none = 沒有排定的維護
maintenance-none-text = 排定維護後，施工期間群組中的會議室或所有會議室既不警示也不列入計算。
maintenance-none-customers = 您的客戶沒有排定的維護。若要排定，請選擇客戶。
maintenance-count = { $count ->
   *[other] { $shown } 個維護時段
  }
maintenance-effect = 維護時段內，其會議室受到抑制：不發出警示，也不列入計算。時段會自行結束，之後會議室照常判定。期間加入群組的會議室也會列入維護。
maintenance-rooms-help = 所有會議室（包括之後新增的），或群組中的會議室。您需要修改其中每一間的權限。
maintenance-reason-help = 能檢視其中任一會議室的人都會看到。
maintenance-planned = 已排定維護。
maintenance-ended = 維護已結束。會議室照常判定。

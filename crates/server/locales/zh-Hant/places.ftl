# 地點：會議室所在的階層。

places-text = 您的會議室所在之處，從國家/地區到樓層。開啟地點即可查看其中的內容。
places-find = 尋找地點
places-count = { $count ->
   *[other] { $shown } 個地點
  }
places-rooms = { $count ->
   *[other] 顯示 { $shown } 間會議室
  }
places-kind = 類型
places-within = 其中的地點
places-lies-in = 上層地點
places-lies-in-help = 請選擇範圍較大的地點。順序為國家/地區、州/省、城市、園區、大樓、樓層，可略過其中的層級。
places-moves = 此地點中的一切會隨之移動。
places-nowhere = 無上層地點
places-add = 新增地點
places-add-here = 在其中新增地點
places-edit = 編輯地點
places-added = 已新增地點。
places-deleted = 已刪除地點。
places-none = 還沒有地點
places-none-text = 請從國家/地區、城市或大樓開始。之後即可依地點尋找及計算會議室。
places-none-here = 其中沒有其他地點
places-rooms-here = 會議室直接位於此地點。
places-nothing-here = 在會議室的記錄中選擇此地點後，會議室就會位於這裡。
places-ask-delete = 要刪除此地點嗎？
places-delete-text = 此地點中沒有任何內容。它會永久刪除，並從所有清單中移除。

# 위치: 회의실이 있는 계층 구조.

places-text = 국가부터 층까지, 회의실이 있는 곳입니다. 위치를 열면 그 안에 있는 것이 표시됩니다.
places-find = 위치 찾기
places-count = { $count ->
   *[other] 위치 { $shown }개
  }
places-rooms = { $count ->
   *[other] 회의실 { $shown }개 표시
  }
places-kind = 종류
places-within = 하위 위치
places-lies-in = 상위 위치
places-lies-in-help = 더 넓은 위치를 선택하세요. 순서는 국가, 시/도, 도시, 캠퍼스, 건물, 층이며 단계를 건너뛸 수 있습니다.
places-moves = 이 위치에 있는 모든 것이 함께 이동합니다.
places-nowhere = 상위 위치 없음
places-add = 위치 추가
places-add-here = 하위 위치 추가
places-edit = 위치 편집
places-added = 위치를 추가했습니다.
places-deleted = 위치를 삭제했습니다.
places-none = 아직 위치가 없습니다
places-none-text = 국가, 도시 또는 건물부터 시작하세요. 그러면 위치별로 회의실을 찾고 셀 수 있습니다.
places-none-here = 하위 위치가 없습니다
places-rooms-here = 회의실이 이 위치에 바로 있습니다.
places-nothing-here = 회의실 레코드에서 이 위치를 선택하면 회의실이 여기에 표시됩니다.
places-ask-delete = 이 위치를 삭제할까요?
places-delete-text = 이 위치에는 아무것도 없습니다. 영구적으로 삭제되고 모든 목록에서 사라집니다.

# 저장된 보기: 사람이 저장해 두는 목록의 선택.

views-title = 저장된 보기
view-save = 이 보기 저장
view-name = 보기 이름
view-help = 필터와 정렬이 이 이름으로 나만 볼 수 있게 저장됩니다. 검색어는 저장되지 않습니다.
view-done-saved = 보기를 저장했습니다.
view-done-removed = 보기를 제거했습니다.
view-remove = 보기 { $name } 제거

# 액세스 검토: 파트너의 누가 여기에서 권한을 가지는지, 무엇을 통해서인지, 마지막으로 언제 사용했는지.

review-text = 조직에서 권한을 가지고 있거나 가지게 될 파트너의 모든 사람입니다. 어떤 역할과 회의실, 보안 그룹을 통해서인지, 언제부터인지, 마지막으로 언제 작업하거나 조회했는지 표시합니다.
review-help = 차단되었거나 사용 안 함인 사람, 나중에 시작하거나 끝난 할당도 목록에 남습니다. 차단을 해제하거나 할당을 연장하면 다시 적용되기 때문입니다. 현재 적용되는 권한이 생긴 지 90일이 지났고 90일 동안 사용되지 않았으면 미사용으로 표시합니다. 조회는 최대 15분 늦게 표시됩니다.
review-find = 사람 찾기
review-through = 경로
review-last-used = 마지막 사용
review-groups = 경유 그룹: { $groups }
review-since = { $day }부터.
review-rooms-without = { $rooms } – 제외: { $without }
review-more = { $count ->
   *[other] { $names } 외 { $shown }개
  }
review-count = { $count ->
   *[other] { $shown }명
  }
review-empty = 액세스할 수 있는 파트너 사람이 없습니다
review-empty-text = 파트너가 조직에서의 역할을 자기 사람에게 주면 여기에 표시됩니다.
review-state-active = 액세스 가능
review-state-upcoming = 나중에 시작
review-state-ended = 종료됨
review-state-suspended = 파트너 연결 일시 중단됨
review-state-disabled = 파트너가 사용 안 함으로 설정
review-state-blocked = 차단됨
review-state-unused = 90일간 미사용
review-delegated = 위임된 관리자 권한이나 세분화된 관계로 디렉터리 역할을 가진 사람과 구독에 역할이 있는 사람도 여기에 표시됩니다.
review-opens-rooms = 디렉터리와, 조직을 대신하여 회의실
review-directory-alone = 디렉터리만
review-on-subscription = 구독 { $subscription }
review-superseded = 효력 없음: 세분화된 역할이 대신 적용됨
review-until = { $day }까지.

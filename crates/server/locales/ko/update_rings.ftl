# 업데이트 링: 계획, 링 하나, 양식, 회의실 이동.

update-ring = 업데이트 링
ring-staging = 스테이징
ring-general = 일반
ring-executive = 임원
ring-text = 링은 소속 회의실이 언제 업데이트를 받는지 정합니다. 스테이징의 회의실이 가장 먼저 받고, 그다음 순서대로 링마다 진행됩니다. 순서가 같은 링은 함께 진행됩니다.
ring-count = 링 { $shown }개
ring-days = { $shown }일
ring-order = 순서
ring-order-help = 2는 스테이징 바로 다음, 8은 임원 바로 앞입니다. 순서가 같은 링은 함께 진행됩니다.
ring-rollout = 배포
ring-rollout-days = 배포 기간(일)
ring-rollout-help = 이 기간에 걸쳐 링의 회의실에 업데이트를 나누어 배포합니다.
ring-test = 테스트
ring-test-days = 테스트 기간(일)
ring-test-help = 다음 링을 시작하기 전에 이 기간 동안 업데이트를 지켜봅니다. 0일도 가능합니다.
ring-completion = 완료까지
ring-begins = 시작까지
ring-turn = 진행 시기
ring-total = 합계
ring-full-rollout = 전체 배포
ring-timeline = 타임라인
ring-timeline-help = 막대는 60일을 나타냅니다. 높은 부분은 배포, 절반 높이는 테스트입니다.
ring-days-left = 이 링이 쓸 수 있는 일수
ring-days-left-text = 모든 링을 합쳐 최대 60일입니다. 이 링의 배포와 테스트는 해당 순서에 남은 일수 안에 들어가야 합니다.
ring-days-of-others = 다른 링이 정한 일수
ring-days-remaining = 남은 일수
ring-new = 새 링
ring-create = 링 만들기
ring-edit = 링 편집
ring-created = 링을 만들었습니다.
ring-deleted = 링을 삭제했습니다. 소속 회의실은 일반 링에 있습니다.
ring-empty = 이 링에 회의실이 없습니다
ring-empty-text = 이 링으로 옮긴 회의실은 원래 있던 링에서 나갑니다.
ring-rooms-help = 회의실은 정확히 하나의 링에 속하므로 원래 있던 링에서 나갑니다. 이미 이 링에 있는 회의실은 표시되지 않습니다.
ring-move-rooms = 이 링으로 회의실 이동
ring-move-to = 회의실 이동: { $name }
ring-move-room = 다른 링으로 이동
ring-move = 이동
ring-rooms-moved = 회의실을 이동했습니다.
ring-delete-question = { $name } 링을 삭제할까요?
ring-delete-text = 링이 영구적으로 삭제됩니다.
ring-delete-rooms = { $count ->
    [0] 볼 수 있는 회의실이 이 링에 없습니다.
   *[other] 회의실 { $shown }개가 일반 링으로 이동합니다.
  }
ring-customers-count = 테넌트 { $shown }개
rings-none-customers = 볼 수 있는 업데이트 링이 없습니다
rings-none-customers-text = 업데이트 링을 볼 수 있는 권한을 준 고객이 없습니다.

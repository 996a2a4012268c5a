# 유지 관리 기간: 함께 억제되는 회의실.

maintenance-window = 유지 관리 기간
maintenance-plan = 유지 관리 계획
maintenance-find = 유지 관리 찾기
maintenance-all-rooms = 모든 회의실
maintenance-choose-rooms = 회의실 선택
maintenance-some-rooms = 회의실 그룹
maintenance-owner = 계획한 사람
maintenance-in-force = 진행 중
maintenance-to-come = 예정됨
maintenance-none = 예정된 유지 관리가 없습니다
maintenance-none-text = 유지 관리를 계획하면 작업하는 동안 그룹의 회의실 또는 모든 회의실이 알림을 보내지 않고 집계되지 않습니다.
maintenance-none-customers = 고객에게 예정된 유지 관리가 없습니다. 계획하려면 고객을 선택하세요.
maintenance-count = { $count ->
   *[other] 유지 관리 기간 { $shown }개
  }
maintenance-effect = 유지 관리 기간에는 해당 회의실이 억제되어 알림을 보내지 않고 집계되지 않습니다. 기간은 저절로 끝나며, 그 뒤에는 회의실을 평소대로 판정합니다. 그동안 그룹에 들어온 회의실도 유지 관리 대상이 됩니다.
maintenance-rooms-help = 나중에 추가되는 회의실을 포함한 모든 회의실 또는 그룹의 회의실입니다. 해당 회의실을 모두 수정할 권한이 필요합니다.
maintenance-reason-help = 이 중 한 회의실이라도 볼 수 있는 모든 사람이 읽습니다.
maintenance-planned = 유지 관리를 계획했습니다.
maintenance-ended = 유지 관리가 끝났습니다. 회의실을 평소대로 판정합니다.

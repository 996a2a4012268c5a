# 억제: 일정 시간 동안 알리지도 집계하지도 않는 것.

suppress = 억제
suppress-effect = 억제된 항목은 알림을 보내지 않고 회의실 상태에도 집계되지 않습니다. 억제는 저절로 끝나며, 그 뒤에는 회의실을 평소대로 판정합니다.
suppress-what = 억제할 항목
suppress-room = 회의실 전체
suppress-signals = 아래에서 선택한 신호
suppress-signals-legend = 신호
suppress-reason-help = 회의실을 볼 수 있는 모든 사람이 읽습니다.
suppress-from = 시작
suppress-from-help = 비워 두면 지금부터입니다. 예정된 유지 관리라면 앞으로의 날짜와 시간을 입력하세요(표준 시간대: { $zone }).
suppress-until = 종료 시점
suppress-until-help = 시작부터 계산하거나 날짜와 시간을 지정합니다.
suppress-own-date = 다른 날짜와 시간
suppress-date = 날짜와 시간
suppress-date-help = 사용자의 표준 시간대({ $zone }) 기준이며, 지금부터 최대 1년입니다.
suppress-hours = { $count ->
   *[other] { $shown }시간
  }
suppress-days = { $count ->
   *[other] { $shown }일
  }
suppression = 억제
suppressions = 억제
suppression-from = { $time }부터
suppression-until = { $time }까지
suppression-change = 변경
suppression-end-now = 지금 종료
room-signal-suppressed = 억제됨: 집계되지 않음
suppress-owner = 담당자
suppress-owner-help = 억제를 책임지고, 기한이 되어 끝나면 알림을 받는 사람입니다. 회의실을 볼 수 있는 내 조직의 사람과 팀에서 선택합니다.
suppress-owner-me = 나
suppress-owner-find = 사람 또는 팀 찾기
suppression-turn-begun = 억제됨
suppression-turn-changed = 억제 변경됨
suppression-turn-ended = 억제 종료됨
suppression-by-time = 기한 만료

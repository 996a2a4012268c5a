# 신호: 카탈로그와 조직에서 이를 반영하는 방식.

signals-text = Steward가 회의실에서 감시하는 항목과 조직에서 이를 반영하는 방식입니다.
signals-find = 신호 찾기
signals-category = 범주
signals-severity = 심각도
signals-severity-help = 위험과 중요는 회의실을 비정상으로 만들고, 경고와 권장은 그렇지 않습니다.
signals-poll = 확인 주기
signals-poll-help = 두 번의 확인 사이에 허용되는 가장 긴 간격(분)입니다. 에이전트는 이보다 자주 확인하고 변경을 즉시 보고합니다.
signals-watch = 감시 시간
signals-watch-help = 신호가 반영되기까지 비정상 상태가 지속되어야 하는 시간(분)입니다.
signals-enabled = 사용
signals-disabled = 사용 안 함
signals-disabled-effect = 사용하지 않는 신호는 회의실에 계속 표시되지만, 경고를 내지 않고 상태에도 영향을 주지 않습니다.
signals-changed = 변경됨
signals-as-shipped = 기본값: { $value }.
signals-reset = 기본값으로 재설정
signals-reset-all = 모두 기본값으로 재설정
signals-reset-effect = 조직에서 설정한 내용이 사라집니다. 해당 회의실은 몇 초 안에 다시 판정됩니다.
signals-ask-reset = 이 신호를 기본값으로 재설정하시겠습니까?
signals-ask-reset-all = 모든 신호를 기본값으로 재설정하시겠습니까?
signals-minutes = { $count ->
   *[other] { $shown }분
  }
signals-count = { $count ->
   *[other] 신호 { $shown }개
  }
escalation = 에스컬레이션
escalation-text = 아무도 맡지 않은 경고를 중요로 올릴 수 있습니다. 그러면 회의실이 비정상이 되고 인시던트 목록에서 더 위에 표시됩니다. 해결될 때까지 그대로 유지됩니다.
escalation-days = 담당자 없이 지난 일수
escalation-help = 1~90. 비워 두면 경고를 올리지 않습니다.
escalation-never = 아무도 맡지 않은 경고는 경고로 남습니다.
escalation-after = { $count ->
   *[other] { $shown }일 동안 아무도 맡지 않은 경고는 중요로 올라갑니다.
  }

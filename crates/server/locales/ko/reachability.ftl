# 도달 가능성: 에이전트가 없는 디바이스를 릴레이가 본 결과입니다.

reachability = 도달 가능성
reachability-effect = 에이전트가 없는 회의실용입니다. 조직의 릴레이가 이 주소와 포트에 연결을 시도하고 디바이스가 받아들이는지 알립니다. 연결로는 아무것도 보내지 않습니다. 릴레이의 구성 파일에서도 해당 네트워크와 포트를 허용해야 합니다. 그렇지 않으면 시도하지 않으며 회의실은 응답 없음으로 간주됩니다.
reachability-choose = 릴레이 선택
reachability-change = 변경
reachability-remove = 확인 중지
reachability-relay = 릴레이
reachability-host = 디바이스
reachability-host-help = 릴레이에서 보이는 이름(예: bar-7.site.example) 또는 IP 주소입니다.
reachability-port = TCP 포트
reachability-address = 주소
reachability-state-healthy = 도달함
reachability-state-unhealthy = 도달할 수 없음
reachability-state-unknown = 릴레이의 구성에서 허용하지 않음
reachability-not-yet = 릴레이가 아직 확인하지 않았습니다.
reachability-none = 이 디바이스에 대해 알리는 에이전트나 릴레이가 없습니다.
reachability-no-relays = 확인할 수 있는 릴레이가 아직 없음
reachability-no-relays-text = 릴레이의 구성 파일에서 네트워크와 포트를 허용하고 등록 키 파일을 넣은 다음 다시 시작하세요. 그러면 회의실 목록에 나타납니다.

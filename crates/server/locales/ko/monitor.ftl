# The monitor of delegated admin privileges.

monitor = 모니터
monitor-title = 위임된 관리자 권한 모니터
monitor-text = 에이전트가 고객에서 위임된 관리자 권한을 어떻게 사용하는지 보여 줍니다. 사용이란 그 권한으로 고객의 디렉터리에서 하거나 본 모든 것이며, 최대 15분 후 여기에 표시됩니다. 60일 동안 사용되지 않으면 제거를 권장하고, 90일이 지나면 비활성으로 표시됩니다.
monitor-ends = 이 서버에서는 비활성 권한이 자동으로 종료됩니다.
monitor-none = 위임된 관리자 권한이 없습니다
monitor-none-text = 고객이 귀사에 위임된 관리자 권한을 부여하면 여기에 표시됩니다.
monitor-show = 표시
monitor-show-all = 권한이 있는 모든 고객
monitor-show-new = 최근 7일 이내 부여됨
monitor-show-30 = 30~60일 동안 비활성
monitor-show-60 = 60~90일 동안 비활성
monitor-show-90 = 90일 이상 비활성
monitor-agents = 에이전트(지난 1일)
monitor-uses = 사용(지난 1일)
monitor-enabled-days = 사용 설정 일수
monitor-inactive-days = 비활성 일수
monitor-never-used = 사용된 적 없음
monitor-recommendation = 권장 사항
monitor-recommendation-keep = 없음
monitor-recommendation-remove = 제거
monitor-recommendation-inactive = 제거: 비활성
monitor-nothing = 선택한 항목이 없습니다.
monitor-return-question = 이 고객들의 위임된 관리자 권한을 반환하시겠습니까?
monitor-told = 각 고객의 관리자는 포털에서 알림을 볼 수 있습니다.
monitor-mail = 전자 메일로도 알리기
monitor-returned = 고객 { $all }곳 중 { $done }곳에서 반환했습니다.

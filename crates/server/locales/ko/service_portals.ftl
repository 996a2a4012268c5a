# 운영자의 서비스 포털 목록.

service-portals-text = 파트너는 자사에서 구매하는 각 고객에서 그 고객에 맞게 채워진 주소를 볼 수 있습니다. Steward가 직접 여는 일은 없습니다.
service-portals-none = 아직 서비스 포털이 없습니다
service-portals-none-text = 서비스의 관리 포털을 등록하면 파트너가 고객 기록에서 열 수 있습니다.
service-portal = 서비스
service-portal-new = 서비스 포털 등록
service-portal-edit = 서비스 포털 변경
service-portal-url = 주소
service-portal-url-help = https://로 시작합니다. 호스트 뒤에서 {"{tenantId}"}는 고객의 식별자, {"{domain}"}은 고객의 기본 도메인을 나타냅니다.
service-portal-saved = 서비스 포털을 저장했습니다
service-portal-deleted = 서비스 포털을 제거했습니다
service-portal-delete-question = 서비스 포털 { $name }을(를) 제거하시겠습니까?
service-portal-delete-text = 파트너는 더 이상 고객에서 이 포털을 볼 수 없습니다. 그 밖에는 아무것도 바뀌지 않습니다.

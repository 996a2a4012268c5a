# 데모: 로그인 페이지의 샘플 사용자와 둘러보기.

demo-sample-people = 샘플 사용자
demo-sample-people-text = 한 번 클릭하면 그 사람으로 로그인합니다. 모두의 암호는 { $password }입니다.
demo-loopback = 이 데모는 이 컴퓨터에서만 접속할 수 있습니다. 시간은 단축되어 있습니다.
demo-duty-operator = 이 서버의 운영자
demo-duty-primary-admin = 고객의 주 관리자
demo-duty-technician = 보안 그룹에 속한 기술자
demo-duty-blocked = Contoso가 차단한 기술자

tour-start = 짧은 둘러보기
tour-start-1 = Contoso의 Jordan Blake: 처음 1분 안에 회의실이 고장 났다가 복구되는 모습을 보세요. 설정 > 파트너에서 Pacific Rooms에 보낸 초대가 답을 기다립니다.
tour-start-2 = Pacific Rooms의 Hana Kobayashi: 테넌트에서 Marcus Lee를 주 관리자로 정해 수락하세요.
tour-start-3 = Marcus Lee: 모든 고객의 회의실 가운데 Contoso의 토론토 회의실을 찾아 하나를 편집하세요.
tour-start-4 = 다시 Jordan Blake: 감사 로그에서 그 변경을 찾은 뒤 Marcus를 차단하거나 파트너를 제거하세요.
tour-start-5 = 다시 Marcus Lee: Contoso의 회의실이 사라졌습니다.

tour = 둘러보기
tour-title = 이렇게 해 보세요
tour-hide = 둘러보기 숨기기
tour-shortened = 이 데모에서는 시간이 단축되어 있습니다. 회의실은 5초마다 보고하고, 15초 동안 소식이 없으면 모니터링되지 않음으로 보며, 관찰 시간 1분은 1초로 줄었습니다.
tour-others = 다른 사람이 되려면 로그아웃하세요.
tour-rooms-live = 처음 1분 안에 카메라와 디스플레이가 고장 났다가 복구되고, 몇몇 회의실은 연락이 끊깁니다. 목록은 저절로 바뀝니다. 회의실을 열면 이유가 보입니다.
tour-onboarding = 이 디바이스들은 여러분의 등록 키로 들어와 관리자를 기다립니다. 하나를 열어 모니터링을 시작하세요.
tour-partners = 도메인으로 파트너를 초대하세요: northwind.example 또는 pacificrooms.example. 파트너가 볼 회의실은 직접 고릅니다. 언제든 바꾸고, 한 사람을 차단하고, 끝낼 수 있습니다.
tour-audit = 우리 조직과 파트너가 한 모든 일이 변경 전후 값과 함께 여기에 남습니다.
tour-groups = 그룹을 열어 보세요. 그룹의 회의실과, 이 그룹으로 회의실을 맡은 파트너와 역할이 보입니다.
tour-reader = 모두 볼 수 있지만 아무것도 바꿀 수 없으므로 명령이 표시되지 않습니다.
tour-site = 자신의 사이트에 있는 회의실만 보입니다. 하나를 열어 편집해 보세요.
tour-invitations = 보류 중인 초대를 여세요. 회의실 수와 권한은 보이지만 회의실 이름은 보이지 않습니다. 주 관리자를 정해 수락하거나 거부하세요.
tour-tenant-managers = 초대에 답할 수 있는 사람을 더 정하세요. 테넌트 담당자는 회의실을 볼 수 없습니다.
tour-all-customers = 모든 고객의 회의실이 한 목록에 있습니다. 위쪽 막대에서 고객 하나를 고를 수 있습니다.
tour-edit = 비정상 회의실을 열어 편집해 보세요. 고객은 감사 로그에서 그 변경을 바로 볼 수 있습니다.
tour-roles = 우리 직원 중 누가 어느 고객을 맡는지 확인하세요.
tour-no-customers = 어느 고객에 대해서도 권한이 없습니다. Frank Miller라면 Contoso가 차단한 것이며, Contoso의 Amelia Ross가 설정 > 파트너에서 풀 수 있습니다.
tour-organizations = 조직, 도메인, 서버 수치는 보이지만 그들의 회의실, 로그, 사람은 보이지 않습니다.
tour-capability = Northwind AV Services를 열어 파트너 자격을 끄세요. 다시 켤 때까지 파트너 연결이 즉시 중지됩니다.
tour-nobody = 계정은 있지만 역할이 없습니다. 조직의 관리자로 로그인해 역할을 주세요.

# 포털의 알림.

notices = 알림
notices-text = 이 조직의 관리자와 테넌트 담당자에게 전달되는 내용입니다.
notices-empty = 알림 없음
notices-empty-text = 초대에 응답이 있거나 파트너 연결이 변경되면 여기에 표시됩니다.
notices-mark-read = 읽음으로 표시
notices-new = 새로움
notice-invitation-received = 회의실 관리 초대가 왔습니다: { $customer }
notice-invitation-accepted = 초대가 수락되었습니다: { $partner } ({ $by })
notice-received-invitation-accepted = 초대를 수락했습니다: { $customer } ({ $by })
notice-primary-admin-joined = 초대가 수락되어 { $by } 님이 { $customer }의 주 관리자가 되었습니다.
notice-invitation-denied = 초대가 거부되었습니다: { $recipient } ({ $by })
notice-received-invitation-denied = 초대를 거부했습니다: { $customer } ({ $by })
notice-invitation-expired = 응답 없이 초대가 만료되었습니다: { $recipient }
notice-received-invitation-expired = 초대가 만료되었습니다: { $customer }
notice-partner-removed = 파트너가 제거되었습니다: { $partner } ({ $by })
notice-link-ended-by-customer = 고객이 파트너 연결을 종료했습니다: { $customer }
notice-link-ended-by-partner = 파트너가 연결을 종료했습니다: { $partner } ({ $by })
notice-customer-removed = 고객이 제거되었습니다: { $customer } ({ $by })
notice-link-orphaned = 주 관리자 역할을 할 사람이 없습니다: { $partner }
notice-customer-orphaned = 주 관리자 역할을 할 사람이 없습니다: { $customer }. 새로 지정하세요.
notice-person-blocked = 차단됨: { $person }, 고객: { $customer }, 이유: { $reason }
notice-person-unblocked = 차단 해제됨: { $person }, 고객: { $customer }
notice-assignment-ending = 할당이 곧 종료됩니다: { $name }, 마지막 날: { $end }. 계속되어야 하면 연장하세요.
notice-customer-assignment-ending = 고객의 할당이 곧 종료됩니다: { $name }, 고객: { $customer }, 마지막 날: { $end }. 계속되어야 하면 연장하세요.
notice-webhook-gone = 웹후크가 꺼졌습니다: { $name }. 수신 측이 더 이상 없다고 응답했습니다.
notice-webhook-failing = 웹후크가 꺼졌습니다: { $name }. 7일 동안 아무것도 전달하지 못했습니다.

# 전자 메일: 메시지의 내용, 그리고 받을지 여부와 시간을 선택하는 곳.

mail = 전자 메일
mail-not-sent = 이 서버는 전자 메일을 보내지 않습니다. 운영자가 메일 서버를 설정하지 않았습니다.
assignment-mail-legend = 전자 메일
assignment-mail-choice = 구성원에게 전자 메일 보내기
assignment-mail-help = 이 회의실의 티켓을 알립니다. 위험 및 중요 티켓은 즉시, 나머지는 하루에 한 번 알립니다.
assignment-mail-on = 구성원이 이 회의실에 대한 전자 메일을 받습니다.
account-mail-text = 할당에서 전자 메일을 보내도록 설정된 역할의 회의실에 대한 메일을 받으며, 관리자인 경우 알림도 메일로 받습니다.
account-mail-choice = 나에게 전자 메일 보내기
account-mail-given = 다른 사람이 나를 티켓 담당자로 지정하면 알림
account-mail-digest = 일일 요약 시간
account-mail-digest-help = 경고는 내 표준 시간대를 기준으로 하루에 한 번 한 메시지로 옵니다.
account-mail-quiet = 방해 금지 시간
account-mail-quiet-help = 이 시간에는 아무것도 보내지 않으며, 그동안 생긴 일은 시간이 끝나면 보냅니다.
account-mail-quiet-from = 시작
account-mail-quiet-until = 끝
account-mail-never = 없음
account-mail-saved = 전자 메일 설정을 저장했습니다.
mail-occasion-ticketOpened = 새 티켓
mail-occasion-ticketReactivated = 다시 발생
mail-occasion-ticketRaised = 중요로 올라감
mail-occasion-issueRecorded = 문제 기록됨
mail-occasion-ticketResolved = 해결됨
mail-occasion-ticketClosed = 닫힘
mail-occasion-ticketGiven = 담당자로 지정됨
mail-subject-own = { $occasion }: { $title }, { $room }
mail-subject-customer = { $occasion }: { $title }, { $room } · { $customer }
mail-subject-rooms = { $title }: 회의실 { $shown }개
mail-subject-many = 티켓 { $shown }개
mail-subject-given = 티켓 { $shown }개의 담당자로 지정됨
mail-subject-digest = 일일 요약: 티켓 { $shown }개
mail-subject-notices = 알림 { $shown }개
mail-more = 그 밖의 티켓 { $shown }개:
mail-footer-rooms = 내 역할 중 하나가 해당 회의실에 대한 전자 메일을 보내도록 설정되어 이 메일을 받았습니다. 받는 시간을 선택하거나 끄려면: { $address }
mail-footer-given = 다른 사람이 나를 티켓 담당자로 지정하여 이 메일을 받았습니다. 받을지 여부와 시간을 선택하려면: { $address }
mail-footer-notices = Steward의 알림을 받는 사용자이므로 이 메일을 받았습니다. 받는 시간을 선택하거나 끄려면: { $address }
mail-subject-report = { $report }: { $about }
mail-report-more = 나머지 { $shown }행은 여기에 있습니다:
mail-footer-report = 이 보고서를 전자 메일로 받도록 설정하셨기 때문에 보내 드립니다. 변경, 일시 중지, 종료: { $address }
mail-subject-invitation = { $organization }: 조직 설정
mail-invitation =
    안녕하세요.

    { $partner }({ $domain })이(가) Steward에 { $organization } 조직을 추가하고 귀하를 첫 관리자로 지정했습니다.

    계정은 { $account }입니다. 다음 링크를 열어 암호를 설정하세요. 링크는 24시간 동안 유효하며 파트너는 볼 수 없습니다.

    { $link }

    조직은 귀하의 것입니다. { $partner }이(가) 관계를 요청하고 있습니다. 설정 > 파트너 관계에서 수락하거나 거절하세요. 수락할 때까지 { $partner }은(는) 조직에서 아무것도 할 수 없습니다.

    { $partner }을(를) 모르는 경우 아무것도 하지 마세요.
mail-footer-invitation = 파트너가 Steward에 귀하의 주소를 알려 주었기 때문에 이 메일을 받았습니다.

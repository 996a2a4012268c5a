# Distributions: indirect resellers sell through indirect providers.

distributions = 간접 공급자와 리셀러
distributions-text = 귀사가 누구를 통해 판매하고, 누가 귀사를 통해 판매하는지 보여 줍니다.
distributions-none = 아직 없음
distributions-none-text = 간접 공급자가 다른 파트너에게 링크를 보내고, 그곳의 전역 관리자가 동의합니다.
distribution-find = 파트너 찾기
distribution-part = 역할
distribution-any = 공급자와 리셀러
indirect-provider = 간접 공급자
indirect-reseller = 간접 리셀러
distribution-end = 끝내기
distribution-end-of = { $name }와(과) 끝내기
distribution-end-question = { $name }와(과)의 간접 판매를 끝낼까요?
distribution-end-text = 새 고객에게 더 이상 둘을 한 번에 요청할 수 없습니다. 고객과의 관계는 그대로 유지됩니다.
distribution-accept-title = { $partner }이(가) 귀사의 간접 공급자가 되려고 합니다
distribution-accept-text = 귀사는 { $partner }의 간접 리셀러가 됩니다. 고객에게 둘과의 리셀러 관계를 한 번에 요청할 수 있고, { $partner }은(는) 어떤 고객이 귀사를 통해 왔는지 봅니다. 귀사 안에서는 아무 권한도 생기지 않으며, 어느 쪽이든 끝낼 수 있습니다.
distribution-accept = 동의
distribution-accepted-already = 귀사는 이미 이 파트너를 통해 판매하고 있습니다.
distribution-done-accepted = 이제 귀사는 이 파트너를 통해 판매합니다
distribution-done-ended = 간접 판매를 끝냈습니다
distribution-done-prepared = 관계가 리셀러의 동의를 기다리고 있습니다
customer-of-indirect-reseller = { $name }을(를) 통해
customer-through-provider = 공급: { $name }
request-asks-whom = 요청 대상
request-asks-customer = 귀사에서 구매할 고객
request-asks-customer-with = 귀사와 { $provider }에서 함께 구매할 고객
request-asks-partner = 귀사를 통해 판매할 다른 파트너
request-asks-partner-help = 이 경우 귀사가 간접 공급자가 됩니다. 위임된 관리자 권한은 요청하지 않습니다.
request-asks-distribution = 간접 판매
reseller-accept-provider = { $partner }은(는) 간접 공급자 { $provider }을(를) 통해 판매합니다. 둘 모두와 관계를 맺습니다.
request-draft-provider =
    안녕하세요.

    { $partner }에서 간접 공급자인 { $provider }와(과) 함께 귀사의 리셀러가 되고자 합니다. 조직의 전역 관리자로 이 링크를 열어 요청 내용을 확인한 후 수락해 주십시오.

    { $link }

    감사합니다.
    { $name }
request-draft-provider-privileges =
    안녕하세요.

    { $partner }에서 간접 공급자인 { $provider }와(과) 함께 귀사의 리셀러가 되어, 둘 다 위임된 관리자 권한으로 서비스를 관리하고자 합니다. 조직의 전역 관리자로 이 링크를 열어 요청 내용을 확인한 후 수락해 주십시오.

    { $link }

    권한은 설정 > 파트너 관계에서 언제든지 회수할 수 있습니다.

    감사합니다.
    { $name }
request-draft-partner =
    안녕하세요.

    { $partner }에서 귀사의 간접 공급자가 되어 저희를 통해 판매하실 수 있도록 하고자 합니다. 조직의 전역 관리자로 이 링크를 열어 동의해 주십시오.

    { $link }

    감사합니다.
    { $name }

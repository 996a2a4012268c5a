# Distributions: indirect resellers sell through indirect providers.

distributions = 間接提供者與經銷商
distributions-text = 顯示您的組織透過誰銷售，以及誰透過您的組織銷售。
distributions-none = 尚無
distributions-none-text = 間接提供者將連結寄給另一個合作夥伴，由其全域管理員同意。
distribution-find = 尋找合作夥伴
distribution-part = 角色
distribution-any = 提供者與經銷商
indirect-provider = 間接提供者
indirect-reseller = 間接經銷商
distribution-end = 結束
distribution-end-of = 結束與 { $name } 的關係
distribution-end-question = 要結束與 { $name } 的間接銷售嗎？
distribution-end-text = 無法再同時向新客戶提出兩者的要求。與客戶的關係維持不變。
distribution-accept-title = { $partner } 希望成為您的間接提供者
distribution-accept-text = 您的組織將成為 { $partner } 的間接經銷商：您可以一次向客戶要求與兩者建立經銷商關係，{ $partner } 會看到哪些客戶是透過您而來。這不會開啟您組織內的任何權限。任一方皆可結束。
distribution-accept = 同意
distribution-accepted-already = 您的組織已透過此合作夥伴銷售。
distribution-done-accepted = 您的組織現在透過此合作夥伴銷售
distribution-done-ended = 已結束間接銷售
distribution-done-prepared = 此關係正在等待經銷商同意
customer-of-indirect-reseller = 透過 { $name }
customer-through-provider = 由 { $name } 提供
request-asks-whom = 要求對象
request-asks-customer = 向您的組織購買的客戶
request-asks-customer-with = 同時向您的組織和 { $provider } 購買的客戶
request-asks-partner = 透過您的組織銷售的另一個合作夥伴
request-asks-partner-help = 您的組織將成為其間接提供者。不會要求委派的管理員權限。
request-asks-distribution = 間接銷售
reseller-accept-provider = { $partner } 透過其間接提供者 { $provider } 銷售。您將與兩者建立關係。
request-draft-provider =
    您好：

    { $partner } 希望與其間接提供者 { $provider } 一同成為貴組織的經銷商。請以貴組織全域管理員的身分開啟此連結，確認要求的內容後接受：

    { $link }

    謹啟
    { $name }
request-draft-provider-privileges =
    您好：

    { $partner } 希望與其間接提供者 { $provider } 一同成為貴組織的經銷商，兩者都將以委派的管理員權限為您管理服務。請以貴組織全域管理員的身分開啟此連結，確認要求的內容後接受：

    { $link }

    您可以隨時在 [設定] > [合作夥伴關係] 中收回權限。

    謹啟
    { $name }
request-draft-partner =
    您好：

    { $partner } 希望成為貴組織的間接提供者，讓您可透過我們銷售。請以貴組織全域管理員的身分開啟此連結並同意：

    { $link }

    謹啟
    { $name }

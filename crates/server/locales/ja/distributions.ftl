# Distributions: indirect resellers sell through indirect providers.

distributions = 間接プロバイダーとリセラー
distributions-text = 組織が誰を通じて販売し、誰が組織を通じて販売しているかを示します。
distributions-none = まだありません
distributions-none-text = 間接プロバイダーがほかのパートナーにリンクを送り、そのグローバル管理者が同意します。
distribution-find = パートナーを検索
distribution-part = 役割
distribution-any = プロバイダーとリセラー
indirect-provider = 間接プロバイダー
indirect-reseller = 間接リセラー
distribution-end = 終了
distribution-end-of = { $name } との関係を終了
distribution-end-question = { $name } との間接販売を終了しますか?
distribution-end-text = 新しい顧客に両方を一度に依頼できなくなります。顧客との関係はそのまま残ります。
distribution-accept-title = { $partner } が間接プロバイダーになることを希望しています
distribution-accept-text = 組織は { $partner } の間接リセラーになります。顧客に両者とのリセラー関係を一度に依頼でき、{ $partner } にはどの顧客が組織を通じて来たかが見えます。組織内の権限は何も生じません。どちらからでも終了できます。
distribution-accept = 同意
distribution-accepted-already = 組織はすでにこのパートナーを通じて販売しています。
distribution-done-accepted = このパートナーを通じて販売するようになりました
distribution-done-ended = 間接販売を終了しました
distribution-done-prepared = リセラーの同意を待っています
customer-of-indirect-reseller = { $name } を通じて
customer-through-provider = 提供: { $name }
request-asks-whom = 依頼先
request-asks-customer = 組織から購入する顧客
request-asks-customer-with = 組織と { $provider } の両方から購入する顧客
request-asks-partner = 組織を通じて販売する別のパートナー
request-asks-partner-help = その場合、組織が間接プロバイダーになります。代理管理者権限は依頼されません。
request-asks-distribution = 間接販売
reseller-accept-provider = { $partner } は間接プロバイダーの { $provider } を通じて販売します。両者と関係を結びます。
request-draft-provider =
    お世話になっております。

    { $partner } は、間接プロバイダーの { $provider } とともに、貴社のリセラーになることを希望しています。貴社のグローバル管理者としてこのリンクを開き、依頼の内容を確認のうえ承認してください。

    { $link }

    よろしくお願いいたします。
    { $name }
request-draft-provider-privileges =
    お世話になっております。

    { $partner } は、間接プロバイダーの { $provider } とともに貴社のリセラーとなり、両社が代理管理者権限によりサービスを管理することを希望しています。貴社のグローバル管理者としてこのリンクを開き、依頼の内容を確認のうえ承認してください。

    { $link }

    権限は [設定] > [パートナー関係] でいつでも取り消せます。

    よろしくお願いいたします。
    { $name }
request-draft-partner =
    お世話になっております。

    { $partner } は、貴社の間接プロバイダーとなり、当社を通じて販売していただくことを希望しています。貴社のグローバル管理者としてこのリンクを開き、同意してください。

    { $link }

    よろしくお願いいたします。
    { $name }

# Work in the rooms of a customer on its behalf, and the customer's switch for it.

nav-on-behalf = 代理作業
face-on-behalf = 顧客の会議室
on-behalf-text = 顧客が組織に委任したディレクトリ ロールによって会議室を扱える顧客です。顧客自身のポータルで作業し、すべてがあなたの名前で顧客の監査ログに残ります。
on-behalf-none = 会議室での作業を許可した顧客はありません
on-behalf-none-text = 顧客がパートナー関係のページで組織に対してこれを有効にすると、適切なディレクトリ ロールを持つ人にここで表示されます。
on-behalf-roles = ロール
on-behalf-banner = { $customer } に代わって { $role } として作業しています。作業内容は顧客の監査ログに残ります。
on-behalf-leave = 終了
customer-rooms = 会議室
delegated-rooms = 委任による会議室
delegated-rooms-of = { $name } の委任による会議室
delegated-rooms-none = 委任されたものはありません
delegated-rooms-off = オフ: 委任されたロールでは会議室を扱えません
delegated-rooms-partly = 一部の関係だけが会議室を扱えます
delegated-rooms-on = オン: 委任されたロールで会議室を扱えます
delegated-rooms-text = このパートナーに委任したディレクトリ ロールで会議室も扱えるようにできます。その場合、パートナーの担当者はリンクによる権限とは別に、組織のポータルで作業します。
delegated-rooms-roles = グローバル管理者、Teams 管理者、Teams デバイス管理者は、パートナーに許される範囲で会議室、グループ、更新リング、チケットを扱います。グローバル閲覧者は閲覧のみです。ほかのロールでは会議室を扱えません。
delegated-rooms-never = ロール、設定、パートナーに対する管理は組織だけのものです。
delegated-rooms-link = このパートナーとのリンクがあるため、そのリンクの会議室と権限の範囲内に留まります。
delegated-rooms-no-link = このパートナーとのリンクはないため、すべての会議室に及びます。
delegated-rooms-later = 後で承認する関係や復元する権限は、オフから始まります。
delegated-rooms-open = 委任されたロールに会議室を許可
delegated-rooms-close = オフにする
delegated-rooms-done-opened = 委任されたロールで会議室を扱えるようになりました
delegated-rooms-done-closed = 委任されたロールで会議室を扱えなくなりました

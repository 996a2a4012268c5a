# 運用者によるサービス ポータルの一覧。

service-portals-text = パートナーは、自社から購入している各顧客で、その顧客向けに補完されたアドレスを見つけます。Steward 自身が開くことはありません。
service-portals-none = サービス ポータルはまだありません
service-portals-none-text = サービスの管理ポータルを登録すると、パートナーは顧客のレコードから開けます。
service-portal = サービス
service-portal-new = サービス ポータルを登録
service-portal-edit = サービス ポータルを変更
service-portal-url = アドレス
service-portal-url-help = https:// で始めます。ホストより後ろで、{"{tenantId}"} は顧客の識別子、{"{domain}"} は既定のドメインを表します。
service-portal-saved = サービス ポータルを保存しました
service-portal-deleted = サービス ポータルを削除しました
service-portal-delete-question = サービス ポータル { $name } を削除しますか?
service-portal-delete-text = パートナーの顧客には表示されなくなります。ほかは何も変わりません。

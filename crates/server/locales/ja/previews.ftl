# 変更する前に示す、変更の影響。

preview-own = 自分の組織
preview-rights = { $rooms }で{ $permissions }
preview-on-rooms = { $shown } 室
preview-more-people = ほか { $shown } 人。エクスポートには全員が含まれます
preview-more-places = ほか顧客 { $shown } 社。エクスポートにはすべて含まれます
preview-export = このプレビューをエクスポート (CSV)
preview-whoever = { $domain } で承諾する人と、その人が指名する各プライマリ管理者
preview-invitation-domain = { $domain } のだれかが承諾するまで、そこのだれにもアクセス権はありません。承諾する人が自組織の人からプライマリ管理者を指名します。各管理者にできるのは最大でも次のとおりで、それを超えて渡すこともできません。
preview-invitation-named = 承諾するまで、指名した人にアクセス権はありません。それぞれが承諾するとプライマリ管理者になります。できるのは最大でも次のとおりで、それを超えて渡すこともできません。
preview-acceptance = 会議室の名前は承諾後に表示されます。プライマリ管理者を選んでプレビューすると、だれが何を得るかを確認できます。
member-add-question = { $group } に { $member } を追加しますか?
member-remove-question = { $group } から { $member } を削除しますか?
member-review-text = 確認するとすぐに、次の変更が利用者に及びます。
role-members-access = 各メンバーにできること:
preview-delegated = 委任による顧客側のディレクトリ ロール

# ロールと割り当て: 自分の組織と、顧客でのパートナー。

role = ロール
roles-text = 組み込みロールは固定です。選択した会議室について、ユーザーとセキュリティ グループに割り当てます。
roles-assign = ロールの割り当て
roles-built-in = 組み込みロール
roles-permissions = アクセス許可 { $shown } 件
roles-members = メンバー { $shown } 人
roles-in-directory = ディレクトリで付与され、常にすべての会議室が対象です。
roles-unassigned = 割り当てられていません。
roles-partner-scope = このパートナーの会議室とユーザー
role-help-site-lead = サイトの会議室を整理します。グループ、レポート、チケットを扱います。
role-help-site-tech = 選択した会議室で作業します。
members-help = 自分の組織のユーザーとセキュリティ グループを 1 つ以上選択します。
members-save = メンバーの保存
scope-save = 会議室の保存
roles-delete-question = 割り当て { $name } を終了しますか?
roles-delete-text = 次のメンバーはこの割り当ての権限を直ちに失います。
customer-roles-text = 顧客を選択し、次に自分の組織のだれが担当するかを選択します。
customer-roles-choose = 顧客の選択
customer-roles-choose-text = 選択すると、その顧客でのロールと、組織内でそのロールを持つユーザーがここに表示されます。
customer-roles-scope = 割り当て済み管理者です。顧客が選んだ連携の全会議室が対象です。
customer-roles-empty = 顧客はありません
customer-roles-empty-text = ロールを表示できる顧客のロールだけが見えます。

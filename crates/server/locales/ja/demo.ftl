# デモ: サインイン ページのサンプル ユーザーとツアー。

demo-sample-people = サンプル ユーザー
demo-sample-people-text = クリックするとその人としてサインインします。パスワードは全員 { $password } です。
demo-loopback = このデモはこのコンピューターからのみ接続できます。時間は短縮されています。
demo-duty-operator = このサーバーのオペレーター
demo-duty-primary-admin = 顧客のプライマリ管理者
demo-duty-technician = セキュリティ グループの技術者
demo-duty-blocked = Contoso にブロックされた技術者

tour-start = 短いツアー
tour-start-1 = Contoso の Jordan Blake: 最初の 1 分間に会議室が故障して回復する様子を見てください。[設定] > [パートナー] で Pacific Rooms への招待が回答を待っています。
tour-start-2 = Pacific Rooms の Hana Kobayashi: [テナント] で Marcus Lee をプライマリ管理者にして承諾してください。
tour-start-3 = Marcus Lee: すべての顧客の会議室から Contoso のトロントの会議室を見つけて編集してください。
tour-start-4 = 再び Jordan Blake: 監査ログでその変更を確認し、Marcus をブロックするかパートナーを削除してください。
tour-start-5 = 再び Marcus Lee: Contoso の会議室はもう見えません。

tour = ツアー
tour-title = 試してみましょう
tour-hide = ツアーを隠す
tour-shortened = このデモでは時間を短縮しています。会議室は 5 秒ごとに報告し、15 秒応答がないと未監視になり、監視期間の 1 分は 1 秒です。
tour-others = 別の人になるにはサインアウトしてください。
tour-rooms-live = 最初の 1 分間にカメラやディスプレイが故障して回復し、応答しなくなる会議室もあります。一覧は自動で更新されます。会議室を開くと理由がわかります。
tour-onboarding = これらのデバイスは組織のキーで登録され、管理者を待っています。ひとつ開いて登録してください。
tour-partners = ドメインでパートナーを招待します: northwind.example または pacificrooms.example。見せる会議室は自分で選びます。いつでも変更、個人のブロック、終了ができます。
tour-audit = 自組織とパートナーが行ったすべての操作が、変更前後の値とともに残ります。
tour-groups = グループを開くと、その会議室と、このグループによって会議室を任されているパートナーやロールが見えます。
tour-reader = すべてを閲覧できますが変更はできないため、コマンドは表示されません。
tour-site = 自分のサイトの会議室だけが見えます。ひとつ開いて編集してください。
tour-invitations = 保留中の招待を開きます。会議室の数と権限は見えますが、会議室の名前は見えません。プライマリ管理者を選んで承諾するか、拒否してください。
tour-tenant-managers = 招待に回答できる人を追加します。テナント マネージャーに会議室は見えません。
tour-all-customers = すべての顧客の会議室がひとつの一覧にあります。上部のバーで顧客をひとつ選べます。
tour-edit = 異常のある会議室を開いて編集してください。顧客は監査ログですぐにその変更を確認できます。
tour-roles = 自社の誰がどの顧客を担当しているかを確認します。
tour-no-customers = どの顧客にも権限がありません。Frank Miller の場合は Contoso がブロックしました。Contoso の Amelia Ross が [設定] > [パートナー] で解除できます。
tour-organizations = 組織、ドメイン、サーバーの数値は見えますが、組織の会議室、ログ、人は見えません。
tour-capability = Northwind AV Services を開いてパートナー資格をオフにします。再びオンにするまで、パートナー連携は直ちに停止されます。
tour-nobody = アカウントはありますがロールがありません。組織の管理者としてサインインし、ロールを付与してください。

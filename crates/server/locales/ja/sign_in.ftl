# サインイン、ワンタイム リンク。

sign-in = サインイン
sign-in-start = アカウント名から始めます。Steward が組織を見つけます。
sign-in-password-set = パスワードを設定しました。そのパスワードでサインインしてください。
sign-in-enter-password = パスワードを入力してください
sign-in-not-you = 別の人ですか?
sign-in-wait = 何度も間違えると、しばらく待つ必要があります。
account-name = アカウント名
password = パスワード
password-new = 新しいパスワード
password-old = 現在のパスワード
password-repeated = 新しいパスワード (再入力)
password-help = 12 文字以上。自分だけの文は覚えやすく、推測されにくいものです。
set-password = パスワードを設定

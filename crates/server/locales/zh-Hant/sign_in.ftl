# 登入、一次性連結。

sign-in = 登入
sign-in-start = 請先輸入帳戶名稱，Steward 會找到您的組織。
sign-in-password-set = 密碼已設定。請用新密碼登入。
sign-in-enter-password = 請輸入密碼
sign-in-not-you = 不是您？
sign-in-wait = 多次嘗試後需要等待。
account-name = 帳戶名稱
password = 密碼
password-new = 新密碼
password-old = 舊密碼
password-repeated = 再次輸入新密碼
password-help = 至少 12 個字元。自己想的一句話容易記住，也不易猜到。
set-password = 設定密碼

# Signing in, one-time links.

sign-in = Sign in
sign-in-start = Start with your account name; Steward finds your organization.
sign-in-password-set = The password is set. Sign in with it.
sign-in-enter-password = Enter your password
sign-in-not-you = Not you?
sign-in-wait = After more attempts you have to wait.
account-name = Account name
password = Password
password-new = New password
password-old = Old password
password-repeated = New password, repeated
password-help = At least 12 characters. A sentence of your own is easy to keep in mind and hard to guess.
set-password = Set password

# The monitor of delegated admin privileges.

monitor = モニター
monitor-title = 代理管理者権限のモニター
monitor-text = エージェントが顧客で代理管理者権限をどう使っているかを示します。使用とは、その権限で顧客のディレクトリで行った、または見たすべてのことで、最大 15 分後に表示されます。60 日間使用がないと削除を推奨し、90 日で非アクティブになります。
monitor-ends = このサーバーでは、非アクティブな権限は自動的に終了します。
monitor-none = 代理管理者権限はありません
monitor-none-text = 顧客が組織に代理管理者権限を付与すると、ここに表示されます。
monitor-show = 表示
monitor-show-all = 権限のあるすべての顧客
monitor-show-new = 過去 7 日間に付与
monitor-show-30 = 30～60 日間非アクティブ
monitor-show-60 = 60～90 日間非アクティブ
monitor-show-90 = 90 日以上非アクティブ
monitor-agents = エージェント (過去 1 日)
monitor-uses = 使用回数 (過去 1 日)
monitor-enabled-days = 有効な日数
monitor-inactive-days = 非アクティブな日数
monitor-never-used = 使用されたことがありません
monitor-recommendation = 推奨事項
monitor-recommendation-keep = なし
monitor-recommendation-remove = 削除
monitor-recommendation-inactive = 削除: 非アクティブ
monitor-nothing = 何も選択されていません。
monitor-return-question = これらの顧客での代理管理者権限を返上しますか?
monitor-told = 各顧客の管理者はポータルで通知を見られます。
monitor-mail = メールでも知らせる
monitor-returned = { $all } 件の顧客のうち { $done } 件で返上しました。

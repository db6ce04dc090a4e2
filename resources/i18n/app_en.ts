<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="ja">
<context>
    <name>AnswerBox</name>
    <message>
        <source>項目を開く</source>
        <translation>Go to the row</translation>
    </message>
    <message>
        <source>項目を開く：%s</source>
        <translation>Go to the row: %s</translation>
    </message>
    <message>
        <source>指摘%sへの回答</source>
        <translation>Answer to finding %s</translation>
    </message>
    <message>
        <source>回答：どのように対応したかを書いてください</source>
        <translation>Answer: say what was done about it</translation>
    </message>
    <message>
        <source>指摘%sの図面番号</source>
        <translation>Drawing number for finding %s</translation>
    </message>
    <message>
        <source>直した図面、加えた図面の番号</source>
        <translation>Number of the drawing that was changed or added</translation>
    </message>
</context>
<context>
    <name>AnswersPage</name>
    <message>
        <source>次の未回答へ</source>
        <translation>Next unanswered</translation>
    </message>
    <message>
        <source>署名して再提出…</source>
        <translation>Sign and submit again…</translation>
    </message>
    <message>
        <source>指摘と回答</source>
        <translation>Findings and answers</translation>
    </message>
    <message>
        <source>%(round)sの指摘（審査者：%(by)s）</source>
        <translation>Findings of %(round)s (examiner: %(by)s)</translation>
    </message>
    <message>
        <source>回答済 %(done)d／%(total)d</source>
        <translation>Answered: %(done)d of %(total)d</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>住戸と寸法</source>
        <translation>Dwellings</translation>
    </message>
    <message>
        <source>住戸タイプ別</source>
        <translation>By unit type</translation>
    </message>
    <message>
        <source>合格への道</source>
        <translation>Way to pass</translation>
    </message>
    <message>
        <source>入力の確かめ</source>
        <translation>Check entries</translation>
    </message>
    <message>
        <source>根拠図面</source>
        <translation>Drawings</translation>
    </message>
    <message>
        <source>寸法の余裕</source>
        <translation>Margins</translation>
    </message>
    <message>
        <source>版の比較</source>
        <translation>Editions side by side</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>この知らせを閉じる</source>
        <translation>Close this message</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>BeginForm</name>
    <message>
        <source>新しい評価を始める</source>
        <translation>Start a new assessment</translation>
    </message>
    <message>
        <source>案件名（後からでも入力できます）</source>
        <translation>Name of the case (can be entered later)</translation>
    </message>
    <message>
        <source>案件名</source>
        <translation>Name of the case</translation>
    </message>
    <message>
        <source>基準の版</source>
        <translation>Edition of the criteria</translation>
    </message>
    <message>
        <source>住戸（後からでも入力できます）</source>
        <translation>Dwellings (can be entered later)</translation>
    </message>
    <message>
        <source>＋ 別のタイプ</source>
        <translation>＋ Another type</translation>
    </message>
    <message>
        <source>建物の区分を選ぶと始まります</source>
        <translation>Choose the category of the building to start</translation>
    </message>
    <message>
        <source>始める：%s</source>
        <translation>Start: %s</translation>
    </message>
    <message>
        <source>選ばない</source>
        <translation>None</translation>
    </message>
    <message>
        <source>住戸タイプ %s の間取り</source>
        <translation>Layout of unit type %s</translation>
    </message>
    <message>
        <source> 戸</source>
        <translation> dwelling(s)</translation>
    </message>
    <message>
        <source>住戸タイプ %s の戸数</source>
        <translation>Dwellings of unit type %s</translation>
    </message>
</context>
<context>
    <name>CaseForm</name>
    <message>
        <source>案件名</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>所在地</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>事業者</source>
        <translation>Applicant or owner</translation>
    </message>
    <message>
        <source>事務所</source>
        <translation>Office</translation>
    </message>
    <message>
        <source>担当者</source>
        <translation>Assessor</translation>
    </message>
    <message>
        <source>作成日</source>
        <translation>Date made</translation>
    </message>
    <message>
        <source>例：2025-04-01</source>
        <translation>e.g. 2025-04-01</translation>
    </message>
    <message>
        <source>区分</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>版</source>
        <translation>Edition</translation>
    </message>
    <message>
        <source>備考</source>
        <translation>Remarks</translation>
    </message>
</context>
<context>
    <name>CaseModel</name>
    <message>
        <source>案件</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>段階</source>
        <translation>Stage</translation>
    </message>
    <message>
        <source>認定要件</source>
        <translation>Requirements</translation>
    </message>
    <message>
        <source>判定</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>必須の不適合</source>
        <translation>Required, failing</translation>
    </message>
    <message>
        <source>必須の未判定</source>
        <translation>Required, open</translation>
    </message>
    <message>
        <source>選択の不足</source>
        <translation>Optional, missing</translation>
    </message>
    <message>
        <source>不足図書</source>
        <translation>Missing documents</translation>
    </message>
    <message>
        <source>次の期日</source>
        <translation>Next date</translation>
    </message>
    <message>
        <source>期日の内容</source>
        <translation>What</translation>
    </message>
    <message>
        <source>認定住戸</source>
        <translation>Certified</translation>
    </message>
    <message>
        <source>認定済み</source>
        <translation>certified</translation>
    </message>
    <message>
        <source>読めません</source>
        <translation>not readable</translation>
    </message>
    <message>
        <source>日付の順序 %s件</source>
        <translation>Dates in the wrong order: %s</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>案件</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>建物・敷地の項目</source>
        <translation>Building and site</translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message>
        <source>場所</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>項目</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>前</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>後</source>
        <translation>After</translation>
    </message>
    <message>
        <source>前回からの変更</source>
        <translation>Changes since the last round</translation>
    </message>
    <message>
        <source>前の回の提出内容が残っていないので、比べられません。</source>
        <translation>The submission of the round before is not kept, so nothing can be compared.</translation>
    </message>
    <message>
        <source>%sと比べています。</source>
        <translation>Compared with %s.</translation>
    </message>
    <message>
        <source>前回から変わったものはありません。</source>
        <translation>Nothing differs from the last round.</translation>
    </message>
    <message>
        <source>%s件</source>
        <translation>%s</translation>
    </message>
    <message>
        <source>判定は同じでも、もとの値や答えが変わった項目</source>
        <translation>Same verdict, other values or answers</translation>
    </message>
    <message>
        <source>変更認定申請に要る図書</source>
        <translation>Documents of the application for the change</translation>
    </message>
    <message>
        <source>変わったこと</source>
        <translation>What changed</translation>
    </message>
    <message>
        <source>認定時</source>
        <translation>As certified</translation>
    </message>
    <message>
        <source>現在</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>認定後の変更</source>
        <translation>Changes since certification</translation>
    </message>
    <message>
        <source>比べる相手</source>
        <translation>Compared with</translation>
    </message>
    <message>
        <source>認定されたファイルを選ぶ…</source>
        <translation>Choose certified file…</translation>
    </message>
    <message>
        <source>変更事項一覧を見る・印刷…</source>
        <translation>View or print the list…</translation>
    </message>
    <message>
        <source>変更認定申請の図書へ</source>
        <translation>To the documents of the change</translation>
    </message>
    <message>
        <source>比べる相手がありません</source>
        <translation>Nothing to compare with</translation>
    </message>
    <message>
        <source>この文書の認定申請と比べる</source>
        <translation>Compare with what was filed from this document</translation>
    </message>
    <message>
        <source>認定されたときの評価が、まだ分かりません。</source>
        <translation>The assessment as it was certified is not known yet.</translation>
    </message>
    <message>
        <source>署名して提出したチェックシートのPDF、またはそのときの文書を選んでください。この文書で認定申請の提出日を記録すると、その時点と比べます。</source>
        <translation>Choose the signed checklist PDF that was filed, or the document of that time. Once the day of the application for certification is entered in this document, it is compared with that moment.</translation>
    </message>
    <message>
        <source>認定時から変わっていません。</source>
        <translation>Nothing changed since certification.</translation>
    </message>
    <message>
        <source>認定基準に関わる変更があります。速やかに変更認定を申請します。</source>
        <translation>Changes touch the criteria: apply promptly for certification of the change.</translation>
    </message>
    <message>
        <source>変わったところはありますが、認定基準に関わる項目はありません。</source>
        <translation>Something changed, but nothing that touches the criteria.</translation>
    </message>
    <message>
        <source>署名を確かめたチェックシート「%s」と比べています。</source>
        <translation>Compared with checklist “%s”, whose signature was verified.</translation>
    </message>
    <message>
        <source>署名：%s</source>
        <translation>Signed: %s</translation>
    </message>
    <message>
        <source>「%s」と比べています。</source>
        <translation>Compared with “%s”.</translation>
    </message>
    <message>
        <source>この文書の提出時（%s）と比べています。</source>
        <translation>Compared with this document as filed (%s).</translation>
    </message>
    <message>
        <source>認定されたもの (*.pdf *.kosodate *.json)</source>
        <translation>Certified (*.pdf *.kosodate *.json)</translation>
    </message>
    <message>
        <source>認定されたファイルを選ぶ</source>
        <translation>Choose the certified file</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>―</source>
        <translation>―</translation>
    </message>
</context>
<context>
    <name>ClosingDialog</name>
    <message>
        <source>指摘して返却</source>
        <translation>Return with findings</translation>
    </message>
    <message>
        <source>承認して署名</source>
        <translation>Approve and sign</translation>
    </message>
    <message>
        <source>（案件名なし）</source>
        <translation>(no name)</translation>
    </message>
    <message>
        <source>指摘%d件を返却します</source>
        <translation>Findings to be returned: %d</translation>
    </message>
    <message>
        <source>！ %(total)d項目のうち%(seen)d項目だけを審査しました。残り%(unseen)d項目は未審査です。</source>
        <translation>! Only %(seen)d of %(total)d rows were looked at; %(unseen)d were not.</translation>
    </message>
    <message>
        <source>未審査の%d項目を残したまま承認する</source>
        <translation>Approve although %d rows were not looked at</translation>
    </message>
    <message>
        <source>結果が「%s」でも承認する</source>
        <translation>Approve although the result is “%s”</translation>
    </message>
    <message>
        <source>備考（承認の印と署名に載せる）</source>
        <translation>Remark (in stamp and signature of the approval)</translation>
    </message>
    <message>
        <source>なくてもかまいません</source>
        <translation>May be left empty</translation>
    </message>
    <message>
        <source>✓ 指摘%(count)d件の審査報告書に署名しました（署名者 %(holder)s）。申請者に送ってください。</source>
        <translation>✓ The review report with findings (%(count)d) is signed by %(holder)s. Send it to the applicant.</translation>
    </message>
    <message>
        <source>✓ 承認の署名を加えました（署名者 %(holder)s）。</source>
        <translation>✓ Approved and countersigned by %(holder)s.</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>比べる版</source>
        <translation>Other edition</translation>
    </message>
    <message>
        <source>違いのある項目だけ</source>
        <translation>Only rows that differ</translation>
    </message>
    <message>
        <source>項目を探す</source>
        <translation>Find rows</translation>
    </message>
    <message>
        <source>この版に移す…</source>
        <translation>Take to this edition…</translation>
    </message>
    <message>
        <source>版の比較</source>
        <translation>Editions side by side</translation>
    </message>
    <message>
        <source>%s と</source>
        <translation>%s and</translation>
    </message>
    <message>
        <source>この評価の版</source>
        <translation>This edition</translation>
    </message>
    <message>
        <source>項目</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>違い</source>
        <translation>What differs</translation>
    </message>
    <message>
        <source>版の違い</source>
        <translation>Differences between the editions</translation>
    </message>
    <message>
        <source>比べる版がありません</source>
        <translation>There is no other edition</translation>
    </message>
    <message>
        <source>違いのある項目 %(changed)s / %(all)s</source>
        <translation>Rows that differ: %(changed)s of %(all)s</translation>
    </message>
</context>
<context>
    <name>CoursePicture</name>
    <message>
        <source>手続の流れ</source>
        <translation>Course of the procedure</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>予期しないエラー</source>
        <translation>Unexpected error</translation>
    </message>
</context>
<context>
    <name>CrashForm</name>
    <message>
        <source>ソフトの内部で予期しないエラーが起きました。すでに保存された入力は失われていません。</source>
        <translation>Something unexpected happened inside the program. Nothing that was already saved is lost.</translation>
    </message>
    <message>
        <source>このまま続けられます。下の記録はどこにも送られません。開発元に知らせるときは、コピーしてお送りください。案件の内容は含まれていません。</source>
        <translation>You can go on. The record below is sent nowhere. To report the fault, copy it and send it yourself. It contains nothing of the case.</translation>
    </message>
    <message>
        <source>記録</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>記録をコピー</source>
        <translation>Copy the record</translation>
    </message>
    <message>
        <source>ソフトを終了</source>
        <translation>Quit the program</translation>
    </message>
    <message>
        <source>続ける</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>Dashboard</name>
    <message>
        <source>目標の住戸数</source>
        <translation>Target dwellings</translation>
    </message>
    <message>
        <source>なし</source>
        <translation>none</translation>
    </message>
    <message>
        <source>目標の年度</source>
        <translation>Target year</translation>
    </message>
    <message>
        <source>段階ごとの案件</source>
        <translation>Cases by stage</translation>
    </message>
    <message>
        <source>認定住戸と目標（年度）</source>
        <translation>Certified dwellings and target (fiscal years)</translation>
    </message>
    <message>
        <source>読めません</source>
        <translation>not readable</translation>
    </message>
    <message>
        <source>認定が有効な住戸 %(dwellings)s（%(cases)s案件）</source>
        <translation>%(dwellings)s dwellings certified now (%(cases)s cases)</translation>
    </message>
    <message>
        <source>目標まで あと%s</source>
        <translation>%s to the target</translation>
    </message>
</context>
<context>
    <name>DatesPage</name>
    <message>
        <source>日</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>2026-12-31（木）</source>
        <translation>2026-12-31 (Thu)</translation>
    </message>
    <message>
        <source>期日</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>What</translation>
    </message>
    <message>
        <source>状態</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Deadlines</translation>
    </message>
    <message>
        <source>カレンダーに書き出す（.ics）…</source>
        <translation>Export calendar (.ics)…</translation>
    </message>
    <message>
        <source>手続と期限</source>
        <translation>Procedure and dates</translation>
    </message>
    <message>
        <source>知っておくこと</source>
        <translation>Good to know</translation>
    </message>
    <message>
        <source>この版には手続の定めがありません。</source>
        <translation>This edition has no procedure.</translation>
    </message>
    <message>
        <source>認定済み（%s）</source>
        <translation>Certified (%s)</translation>
    </message>
    <message>
        <source>有効期間 %s まで</source>
        <translation>valid until %s</translation>
    </message>
    <message>
        <source>今は「%s」</source>
        <translation>Now at “%s”</translation>
    </message>
    <message>
        <source>お知らせ</source>
        <translation>Reminders</translation>
    </message>
    <message>
        <source>守らなければならない期限</source>
        <translation>Binding deadlines</translation>
    </message>
    <message>
        <source>原則の期間</source>
        <translation>Binding in principle</translation>
    </message>
    <message>
        <source>見込み（変わることがあります）</source>
        <translation>Expected (may vary)</translation>
    </message>
    <message>
        <source>順序</source>
        <translation>order</translation>
    </message>
    <message>
        <source>まもなく</source>
        <translation>soon</translation>
    </message>
    <message>
        <source>目安を過ぎた</source>
        <translation>past expectation</translation>
    </message>
    <message>
        <source>%(name)s（%(round)s回目）</source>
        <translation>%(name)s (round %(round)s)</translation>
    </message>
    <message>
        <source>月</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>火</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>水</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>木</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>金</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>土</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>%(day)s（%(weekday)s）</source>
        <translation>%(day)s (%(weekday)s)</translation>
    </message>
    <message>
        <source>起算のもとになる日：%s</source>
        <translation>Counted from %s</translation>
    </message>
    <message>
        <source>閉庁日のため、その前の開庁日は %s です。</source>
        <translation>The office is closed that day; the last open day before is %s.</translation>
    </message>
    <message>
        <source>認定書に記された日によります。</source>
        <translation>As printed on the certificate.</translation>
    </message>
    <message>
        <source>カレンダーに書き出す</source>
        <translation>Export calendar</translation>
    </message>
    <message>
        <source>書き出しました：%(name)s（%(count)s件）</source>
        <translation>Written: %(name)s (%(count)s entries)</translation>
    </message>
</context>
<context>
    <name>DayEdit</name>
    <message>
        <source>例：2026-04-01</source>
        <translation>as 2026-04-01</translation>
    </message>
    <message>
        <source>2026-04-01、2026年4月1日、令和8年4月1日、R8.4.1 のように入力できます。</source>
        <translation>Type it as 2026-04-01, 2026/4/1 or R8.4.1 (year of the Japanese era).</translation>
    </message>
</context>
<context>
    <name>DecisionBox</name>
    <message>
        <source>自分で判断する（キー %s）</source>
        <translation>Decide yourself (key %s)</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>判断を取り消し、入力からの判定に戻す（キー Delete）</source>
        <translation>Withdraw the decision and go back to what follows from the entries (key Delete)</translation>
    </message>
    <message>
        <source>今の入力で、もう一度同じ判断にする</source>
        <translation>Decide the same again on the present entries</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>判断の理由</source>
        <translation>Reason for the decision</translation>
    </message>
    <message>
        <source>入力からの判定と異なる判断、非対象には理由が要ります</source>
        <translation>Needed against the entries and for “not applicable”</translation>
    </message>
    <message>
        <source>確定</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>新しい図面で確かめた（このままでよい）</source>
        <translation>Checked against the new drawing (right as it is)</translation>
    </message>
    <message>
        <source>「%s」の理由を書いて、Enterで確定してください。</source>
        <translation>Write the reason for “%s” and press Enter.</translation>
    </message>
    <message>
        <source>読み取った図面が差し替えられました。新しい図面で確かめてください。</source>
        <translation>The drawing this was read from was replaced. Check it against the new one.</translation>
    </message>
    <message>
        <source>判断の後で入力が変わりました。入力からの判定は「%s」です。</source>
        <translation>Entries changed after the decision. They now give “%s”.</translation>
    </message>
    <message>
        <source>入力からの判定「%s」と異なる判断です。</source>
        <translation>Decided against the entries, which give “%s”.</translation>
    </message>
    <message>
        <source>担当者</source>
        <translation>Assessor</translation>
    </message>
    <message>
        <source>%s の判断（%s）</source>
        <translation>Decided by %s (%s)</translation>
    </message>
    <message>
        <source>入力がそろえば判定します。自分で判断もできます。</source>
        <translation>Determined once everything is entered. You can also decide yourself.</translation>
    </message>
    <message>
        <source>入力からの判定：%s</source>
        <translation>From the entries: %s</translation>
    </message>
</context>
<context>
    <name>DefaultsDialog</name>
    <message>
        <source>既定値</source>
        <translation>Defaults</translation>
    </message>
    <message>
        <source>既定値の範囲</source>
        <translation>Where the defaults hold</translation>
    </message>
    <message>
        <source>建物全体</source>
        <translation>Whole building</translation>
    </message>
    <message>
        <source>名前で絞り込む（例：出入口）</source>
        <translation>Filter by name (e.g. doorway)</translation>
    </message>
    <message>
        <source>名前で絞り込む</source>
        <translation>Filter by name</translation>
    </message>
    <message>
        <source>既定値の一覧</source>
        <translation>List of defaults</translation>
    </message>
    <message>
        <source>個別の値がない場所に使われます。入力の表では斜体で示し、既定値のままであることが分かります。空にすると既定値はなくなります。</source>
        <translation>Used at places without a value of their own. The grid shows them in italics, so that they are seen to be defaults. An empty field takes the default away.</translation>
    </message>
</context>
<context>
    <name>DefaultsModel</name>
    <message>
        <source>寸法・仕様</source>
        <translation>Quantity</translation>
    </message>
    <message>
        <source>既定値</source>
        <translation>Default</translation>
    </message>
    <message>
        <source>使われる場所</source>
        <translation>Used at</translation>
    </message>
    <message>
        <source>%sか所</source>
        <translation>%s places</translation>
    </message>
    <message>
        <source>（ほか %sか所には個別の値）</source>
        <translation> (own values at %s more)</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>新しい評価…</source>
        <translation>New assessment…</translation>
    </message>
    <message>
        <source>開く…</source>
        <translation>Open…</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>出力・署名</source>
        <translation>Export and sign</translation>
    </message>
    <message>
        <source>別の名前で保存…</source>
        <translation>Save under another name…</translation>
    </message>
    <message>
        <source>引き継いで編集する…</source>
        <translation>Take over and edit…</translation>
    </message>
    <message>
        <source>%(user)sさんが使用中のため、読み取り専用で開きました（%(host)s、%(since)sから）。</source>
        <translation>%(user)s has it open (on %(host)s, since %(since)s), so it was opened read-only.</translation>
    </message>
    <message>
        <source>このファイルまたはフォルダーには書き込めないため、読み取り専用で開きました。</source>
        <translation>This file or its folder cannot be written, so it was opened read-only.</translation>
    </message>
    <message>
        <source>前回ファイルに保存されなかった変更を、作業用の写しから戻しました。</source>
        <translation>Changes that were not saved to the file last time were brought back from the working copy.</translation>
    </message>
    <message>
        <source>名前を付けて保存…</source>
        <translation>Save as…</translation>
    </message>
    <message>
        <source>終了</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>評価 (*%s *.json)</source>
        <translation>Assessments (*%s *.json)</translation>
    </message>
    <message>
        <source>開く</source>
        <translation>Open</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>A-12</source>
        <translation>A-12</translation>
    </message>
    <message>
        <source>図面番号</source>
        <translation>Drawing</translation>
    </message>
    <message>
        <source>複数の欄を選んでいるときは、値のある欄のすべてに付けます</source>
        <translation>With several cells selected it goes to each that has a value</translation>
    </message>
    <message>
        <source>備考</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>この値を使う項目</source>
        <translation>Rows that use this value</translation>
    </message>
    <message>
        <source>ダブルクリック（Enter）で項目を開きます</source>
        <translation>Double click or Enter opens the row</translation>
    </message>
    <message>
        <source>読み取る図面：%s</source>
        <translation>Read from: %s</translation>
    </message>
    <message>
        <source>Y はい&#x3000;N いいえ</source>
        <translation>Y yes   N no</translation>
    </message>
    <message>
        <source>〃 または &quot; で、上と同じ値</source>
        <translation>〃 or &quot; takes the value above</translation>
    </message>
    <message>
        <source>&#x3000;！ ふつうは %(low)s〜%(high)s</source>
        <translation>   ! usually %(low)s to %(high)s</translation>
    </message>
    <message>
        <source>手入力</source>
        <translation>Typed</translation>
    </message>
    <message>
        <source>取り込み</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>図面上で計測</source>
        <translation>Measured on a plan</translation>
    </message>
</context>
<context>
    <name>DifferencesModel</name>
    <message>
        <source>項目</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>印字された判定</source>
        <translation>Printed verdict</translation>
    </message>
    <message>
        <source>再計算した判定</source>
        <translation>Recomputed verdict</translation>
    </message>
</context>
<context>
    <name>DocumentPanel</name>
    <message>
        <source>ファイルを添付…</source>
        <translation>Enclose file…</translation>
    </message>
    <message>
        <source>紙で用意</source>
        <translation>On paper</translation>
    </message>
    <message>
        <source>窓口で不要とされた</source>
        <translation>Not needed, says the office</translation>
    </message>
    <message>
        <source>前のものを入れ直す</source>
        <translation>Enclose the earlier one again</translation>
    </message>
    <message>
        <source>署名済みのPDFを選ぶ…</source>
        <translation>Choose signed PDF…</translation>
    </message>
    <message>
        <source>署名する（出力・署名へ）</source>
        <translation>Sign (to Export and sign)</translation>
    </message>
    <message>
        <source>添付</source>
        <translation>Enclosed</translation>
    </message>
    <message>
        <source>枚数</source>
        <translation>Views</translation>
    </message>
    <message>
        <source>添付した図書</source>
        <translation>Enclosed</translation>
    </message>
    <message>
        <source>未記入</source>
        <translation>not counted</translation>
    </message>
    <message>
        <source>発行日</source>
        <translation>Issued</translation>
    </message>
    <message>
        <source>備考</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>取り出して保存…</source>
        <translation>Save a copy…</translation>
    </message>
    <message>
        <source>外す</source>
        <translation>Take out</translation>
    </message>
    <message>
        <source>評価を開いているウィンドウでだけ添付できます。</source>
        <translation>Files can be enclosed only where the document is open.</translation>
    </message>
    <message>
        <source>様式：%s</source>
        <translation>%s</translation>
    </message>
    <message>
        <source>前の段階のもの：%s</source>
        <translation>From the stage before: %s</translation>
    </message>
    <message>
        <source>変更したところを図書に明示します。</source>
        <translation>What changed must be marked in it.</translation>
    </message>
    <message>
        <source>一式には署名のないチェックシートが入ります。署名したものを選べます。</source>
        <translation>The set gets an unsigned checklist. A signed one can be chosen.</translation>
    </message>
    <message>
        <source>%s面以上</source>
        <translation>at least %s views</translation>
    </message>
    <message>
        <source>記載すること：</source>
        <translation>It must show:</translation>
    </message>
    <message>
        <source>・%s（要否未定）</source>
        <translation>・%s (to be settled)</translation>
    </message>
    <message>
        <source>不要</source>
        <translation>not needed</translation>
    </message>
    <message>
        <source>紙</source>
        <translation>on paper</translation>
    </message>
    <message>
        <source>発行 %s</source>
        <translation>issued %s</translation>
    </message>
    <message>
        <source>変更を明示済み</source>
        <translation>changes marked</translation>
    </message>
    <message>
        <source>変更の明示なし</source>
        <translation>changes not marked</translation>
    </message>
    <message>
        <source>添付ファイルを保存</source>
        <translation>Save enclosed file</translation>
    </message>
</context>
<context>
    <name>DocumentsPage</name>
    <message>
        <source>番号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>図書</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>状態</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>添付</source>
        <translation>Enclosed</translation>
    </message>
    <message>
        <source>申請図書</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>新しい提出</source>
        <translation>New filing</translation>
    </message>
    <message>
        <source>一式を書き出す…</source>
        <translation>Export the set…</translation>
    </message>
    <message>
        <source>条件</source>
        <translation>Conditions</translation>
    </message>
    <message>
        <source>提出と通知</source>
        <translation>Filing and notice</translation>
    </message>
    <message>
        <source>期限 %s</source>
        <translation>due %s</translation>
    </message>
    <message>
        <source>提出した日が入っていますが、図書が %s 件不足しています。</source>
        <translation>The day of filing is entered, but %s documents are wanting.</translation>
    </message>
    <message>
        <source>この版には手続の定めがありません。</source>
        <translation>This edition has no procedure.</translation>
    </message>
    <message>
        <source>この案件では提出しません</source>
        <translation>not filed in this case</translation>
    </message>
    <message>
        <source>不足 %s</source>
        <translation>missing %s</translation>
    </message>
    <message>
        <source>要否未定 %s</source>
        <translation>to be settled %s</translation>
    </message>
    <message>
        <source>そろっています</source>
        <translation>complete</translation>
    </message>
    <message>
        <source>署名を確かめて添付しました：%s</source>
        <translation>Signature verified, enclosed: %s</translation>
    </message>
    <message>
        <source>署名の後に評価が変わっています。署名し直したものか確かめてください。</source>
        <translation>The assessment changed after it was signed. Check whether it needs to be signed again.</translation>
    </message>
    <message>
        <source>提出の後に評価の内容が変わっています。書面は今の内容で作られ、その旨が記されます。</source>
        <translation>The assessment was changed after the filing. Papers are made as it is now, and say so.</translation>
    </message>
    <message>
        <source>チェックシートは署名なし</source>
        <translation>checklist not signed</translation>
    </message>
    <message>
        <source>チェックシートの署名を確かめられません</source>
        <translation>the checklist’s signature cannot be verified</translation>
    </message>
    <message>
        <source>チェックシートは署名後に評価が変わっています</source>
        <translation>the assessment changed after the checklist was signed</translation>
    </message>
    <message>
        <source>チェックシートは署名済み（%s）</source>
        <translation>checklist signed (%s)</translation>
    </message>
    <message>
        <source>「条件」に答えると決まります：%s</source>
        <translation>Answer under “Conditions” to settle: %s</translation>
    </message>
    <message>
        <source>補助金を申請する場合の図書</source>
        <translation>Documents for a subsidy</translation>
    </message>
    <message>
        <source>この案件では要らない図書</source>
        <translation>Not needed in this case</translation>
    </message>
    <message>
        <source>添付するファイル</source>
        <translation>File to enclose</translation>
    </message>
    <message>
        <source>署名済みのチェックシート</source>
        <translation>Signed checklist</translation>
    </message>
    <message>
        <source>ZIP (*.zip);;フォルダー (*)</source>
        <translation>ZIP (*.zip);;Folder (*)</translation>
    </message>
    <message>
        <source>一式を書き出す</source>
        <translation>Export the set</translation>
    </message>
    <message>
        <source>書き出しています…</source>
        <translation>Writing…</translation>
    </message>
    <message>
        <source>書き出しました：%(name)s（%(count)sファイル）</source>
        <translation>Written: %(name)s (%(count)s files)</translation>
    </message>
    <message>
        <source>紙で添えるもの %s</source>
        <translation>on paper %s</translation>
    </message>
</context>
<context>
    <name>DoubtsPage</name>
    <message>
        <source>場所</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>確かめること</source>
        <translation>What to look at</translation>
    </message>
    <message>
        <source>値</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>入力で確かめること</source>
        <translation>Entries to look at</translation>
    </message>
    <message>
        <source>入力の確かめ</source>
        <translation>Check entries</translation>
    </message>
    <message>
        <source>判定には影響しません。Enter でその欄に移ります。正しければ、そのままで構いません。</source>
        <translation>This decides nothing. Enter goes to the cell. Where the entry is right, leave it as it is.</translation>
    </message>
    <message>
        <source>食い違いや、ふつうの範囲を外れた値は見つかっていません。</source>
        <translation>Nothing contradicts itself, and no value is out of the usual range.</translation>
    </message>
    <message>
        <source>食い違い</source>
        <translation>Does not fit together</translation>
    </message>
    <message>
        <source>ふつうの範囲を外れた値</source>
        <translation>Values out of the usual range</translation>
    </message>
    <message>
        <source>%s件</source>
        <translation>%s</translation>
    </message>
</context>
<context>
    <name>DrawingDialog</name>
    <message>
        <source>図面の差し替え</source>
        <translation>Replace a drawing</translation>
    </message>
    <message>
        <source>図面の登録</source>
        <translation>Register a drawing</translation>
    </message>
    <message>
        <source>図面の変更</source>
        <translation>Change a drawing</translation>
    </message>
    <message>
        <source>例：A-12</source>
        <translation>e.g. A-12</translation>
    </message>
    <message>
        <source>例：1</source>
        <translation>e.g. 1</translation>
    </message>
    <message>
        <source>例：2026-05-01</source>
        <translation>e.g. 2026-05-01</translation>
    </message>
    <message>
        <source>図面番号</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>図面名</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>新しい版</source>
        <translation>New revision</translation>
    </message>
    <message>
        <source>版</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>版の日付</source>
        <translation>Date of the revision</translation>
    </message>
    <message>
        <source>備考</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>この図面から読み取った入力 %s件に「要再確認」を付けます。今の版：%s</source>
        <translation>Marks the %s entries read from this drawing as “check again”. Present revision: %s</translation>
    </message>
    <message>
        <source>（初版）</source>
        <translation>(first issue)</translation>
    </message>
    <message>
        <source>「%s」は登録済みです。新しい版を登録するときは、台帳でその図面を選んで「差し替え」を使ってください。</source>
        <translation>“%s” is registered already. To enter a new revision, choose the drawing in the register and use “Replace”.</translation>
    </message>
    <message>
        <source>今の版と同じです。新しい版を入力してください。</source>
        <translation>This is the present revision. Enter the new one.</translation>
    </message>
    <message>
        <source>新しい版を入力してください（例：1）。</source>
        <translation>Enter the new revision, for example 1.</translation>
    </message>
    <message>
        <source>「%s」という日付はありません。2026-05-01 のように入力してください。</source>
        <translation>“%s” is not a date. Enter it like 2026-05-01.</translation>
    </message>
</context>
<context>
    <name>DwellingModel</name>
    <message>
        <source>要件</source>
        <translation>Requirements</translation>
    </message>
    <message>
        <source>住戸タイプの専有面積です。住戸ごとに違うときは入力してください。</source>
        <translation>The area of the unit type. Enter another one where this dwelling differs.</translation>
    </message>
</context>
<context>
    <name>DwellingsPage</name>
    <message>
        <source>申請住戸一覧表</source>
        <translation>Dwellings applied for</translation>
    </message>
    <message>
        <source>住戸タイプ</source>
        <translation>Unit type</translation>
    </message>
    <message>
        <source>戸数</source>
        <translation>Dwellings</translation>
    </message>
    <message>
        <source>面積の計（㎡）</source>
        <translation>Area (m²)</translation>
    </message>
    <message>
        <source>住戸タイプごとの計</source>
        <translation>Totals per unit type</translation>
    </message>
    <message>
        <source>セルに直接入力できます。表計算から住戸番号・階・住戸タイプ・専有面積・備考の順に貼り付けられます（Ctrl+V）。同じ番号の住戸は更新します。</source>
        <translation>Type into the cells, or paste from a spreadsheet: number, floor, unit type, area, note (Ctrl+V). A number that is there already is updated.</translation>
    </message>
    <message>
        <source>番号順に並べる</source>
        <translation>Sort by number</translation>
    </message>
    <message>
        <source>選んだ住戸を削除</source>
        <translation>Remove chosen</translation>
    </message>
    <message>
        <source>ファイルから取り込む…</source>
        <translation>Import file…</translation>
    </message>
    <message>
        <source>書き出す…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>別紙を見る・印刷…</source>
        <translation>View or print the annex…</translation>
    </message>
    <message>
        <source>申請住戸</source>
        <translation>Applied dwellings</translation>
    </message>
    <message>
        <source>101-105, 201-205: A
301-304: B</source>
        <translation>101-105, 201-205: A
301-304: B</translation>
    </message>
    <message>
        <source>住戸番号の範囲</source>
        <translation>Ranges of dwellings</translation>
    </message>
    <message>
        <source>一覧に入れる</source>
        <translation>Add to the list</translation>
    </message>
    <message>
        <source>番号の範囲から入れる</source>
        <translation>Add from ranges of numbers</translation>
    </message>
    <message>
        <source>「:」の後に住戸タイプの名前。階は番号から読み取ります。</source>
        <translation>After “:” the name of the unit type. The floor is read from the number.</translation>
    </message>
    <message>
        <source>確かめること</source>
        <translation>To be checked</translation>
    </message>
    <message>
        <source>タイプ未定</source>
        <translation>No type yet</translation>
    </message>
    <message>
        <source>%s戸</source>
        <translation>%s dwellings</translation>
    </message>
    <message>
        <source>専有面積の計 %s ㎡</source>
        <translation>exclusive area %s m² in all</translation>
    </message>
    <message>
        <source>新しい住戸 %s</source>
        <translation>new %s</translation>
    </message>
    <message>
        <source>更新 %s</source>
        <translation>updated %s</translation>
    </message>
    <message>
        <source>変わらない %s</source>
        <translation>unchanged %s</translation>
    </message>
    <message>
        <source>入れられない %s</source>
        <translation>not taken %s</translation>
    </message>
    <message>
        <source>%(line)s行目&#x3000;%(text)s：%(reason)s</source>
        <translation>Line %(line)s, %(text)s: %(reason)s</translation>
    </message>
    <message>
        <source>書き出しました：%s</source>
        <translation>Written: %s</translation>
    </message>
    <message>
        <source>表 (*.xlsx *.csv *.tsv)</source>
        <translation>Tables (*.xlsx *.csv *.tsv)</translation>
    </message>
    <message>
        <source>申請住戸を取り込む</source>
        <translation>Import dwellings</translation>
    </message>
    <message>
        <source>申請住戸一覧表を書き出す</source>
        <translation>Export the dwellings applied for</translation>
    </message>
</context>
<context>
    <name>EditionOffice</name>
    <message>
        <source>版を比べる・移す…</source>
        <translation>Compare editions, take over…</translation>
    </message>
    <message>
        <source>「%s」に移しました。今までのファイルはそのままです。</source>
        <translation>Taken to “%s”. The file so far is as it was.</translation>
    </message>
</context>
<context>
    <name>EvidencePage</name>
    <message>
        <source>図面・場所</source>
        <translation>Drawing or place</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>版</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>使用・状態</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>根拠図面</source>
        <translation>Drawings</translation>
    </message>
    <message>
        <source>図面を登録…</source>
        <translation>Register a drawing…</translation>
    </message>
    <message>
        <source>変更…</source>
        <translation>Change…</translation>
    </message>
    <message>
        <source>差し替え…</source>
        <translation>Replace…</translation>
    </message>
    <message>
        <source>ファイルを添付…</source>
        <translation>Enclose file…</translation>
    </message>
    <message>
        <source>台帳から外す</source>
        <translation>Take out of the register</translation>
    </message>
    <message>
        <source>この図面の分をすべて確認済みに</source>
        <translation>All of this drawing are checked</translation>
    </message>
    <message>
        <source>図面を差し替えると、その図面から読み取った入力に「要再確認」が付きます。新しい図面で確かめたら、チェックを付けてください（スペース）。Enter でその欄や項目に移ります。</source>
        <translation>Replacing a drawing marks what was read from it as “check again”. Tick it once it was checked against the new drawing (Space). Enter goes to the cell or row.</translation>
    </message>
    <message>
        <source>新しい図面で確かめること</source>
        <translation>To be checked against the new drawing</translation>
    </message>
    <message>
        <source>図面台帳</source>
        <translation>Register of drawings</translation>
    </message>
    <message>
        <source>台帳にない図面番号</source>
        <translation>Numbers that are not in the register</translation>
    </message>
    <message>
        <source>根拠図面のない項目</source>
        <translation>Rows without a drawing</translation>
    </message>
    <message>
        <source>図面番号のない測定値</source>
        <translation>Measured values without a drawing</translation>
    </message>
    <message>
        <source>%s件</source>
        <translation>%s</translation>
    </message>
    <message>
        <source>まだありません。「図面を登録」（Insert）で、図面番号と版を登録してください。</source>
        <translation>There are none yet. “Register a drawing” (Insert) enters number and revision.</translation>
    </message>
    <message>
        <source>初版</source>
        <translation>first issue</translation>
    </message>
    <message>
        <source>%s → %s</source>
        <translation>%s → %s</translation>
    </message>
    <message>
        <source>%s件で使用</source>
        <translation>used %s times</translation>
    </message>
    <message>
        <source>未使用</source>
        <translation>not used</translation>
    </message>
    <message>
        <source>添付：%s</source>
        <translation>enclosed: %s</translation>
    </message>
    <message>
        <source>図面番号 %(named)s / %(entries)s件</source>
        <translation>drawing named for %(named)s of %(entries)s entries</translation>
    </message>
    <message>
        <source>%(names)s ほか%(count)s件</source>
        <translation>%(names)s and %(count)s more</translation>
    </message>
    <message>
        <source>図面のファイルを添付</source>
        <translation>Enclose the file of a drawing</translation>
    </message>
</context>
<context>
    <name>ExaminerPage</name>
    <message>
        <source>審査する項目</source>
        <translation>Rows under review</translation>
    </message>
    <message>
        <source>すべて</source>
        <translation>All</translation>
    </message>
    <message>
        <source>未審査</source>
        <translation>Not yet looked at</translation>
    </message>
    <message>
        <source>指摘</source>
        <translation>Findings</translation>
    </message>
    <message>
        <source>保留</source>
        <translation>Deferred</translation>
    </message>
    <message>
        <source>前回から変更</source>
        <translation>Changed since the last round</translation>
    </message>
    <message>
        <source>次の未審査へ（Space）</source>
        <translation>Next (Space)</translation>
    </message>
    <message>
        <source>指摘して返却…</source>
        <translation>Return with findings…</translation>
    </message>
    <message>
        <source>承認して署名…</source>
        <translation>Approve and sign…</translation>
    </message>
    <message>
        <source>提出者：%(holder)s&#x3000;受付：%(at)s&#x3000;ファイルの指紋：%(file)s…</source>
        <translation>Submitted by %(holder)s, received %(at)s, fingerprint of the file %(file)s…</translation>
    </message>
    <message>
        <source>審査済 %(seen)d／%(total)d&#x3000;保留 %(deferred)d&#x3000;未解決の指摘 %(findings)d</source>
        <translation>Looked at: %(seen)d of %(total)d. Deferred: %(deferred)d. Open findings: %(findings)d</translation>
    </message>
    <message>
        <source>第%d回の提出内容が手元にないため、前回から変わった項目は示せません。</source>
        <translation>The submission of round %d is not here: rows that changed since then cannot be shown.</translation>
    </message>
    <message>
        <source>未解決の指摘が%d件あるため、承認はできません。</source>
        <translation>Open findings: %d. This cannot be approved.</translation>
    </message>
    <message>
        <source>未解決の指摘がないため、返却はできません。</source>
        <translation>No finding is open: there is nothing to return.</translation>
    </message>
    <message>
        <source>すべての項目を審査しました。</source>
        <translation>Every row was looked at.</translation>
    </message>
    <message>
        <source>未解決の指摘はありません。</source>
        <translation>No finding is open.</translation>
    </message>
    <message>
        <source>保留の項目はありません。</source>
        <translation>No row is deferred.</translation>
    </message>
    <message>
        <source>前回から変わった項目はありません。</source>
        <translation>No row differs from the last round.</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>署名して出力</source>
        <translation>Sign and export</translation>
    </message>
    <message>
        <source>署名なしで出力</source>
        <translation>Export without a signature</translation>
    </message>
    <message>
        <source>（案件名なし）</source>
        <translation>(unnamed)</translation>
    </message>
    <message>
        <source>出力</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>✓ 署名済みのPDFを書き出し、署名と内容を読み返して確かめました（%(count)dページ、署名者 %(holder)s）。</source>
        <translation>✓ The signed PDF was written; signature and content were read back and checked (%(count)d pages, signed by %(holder)s).</translation>
    </message>
    <message>
        <source>✓ PDFを書き出し、読み返して確かめました（%(count)dページ、署名なし）。</source>
        <translation>✓ The PDF was written and read back (%(count)d pages, not signed).</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>署名に使う鍵</source>
        <translation>Key to sign with</translation>
    </message>
    <message>
        <source>このソフトで作った鍵</source>
        <translation>The key made by this program</translation>
    </message>
    <message>
        <source>鍵ファイル（PKCS#12、.p12／.pfx）</source>
        <translation>A key file (PKCS#12, .p12 or .pfx)</translation>
    </message>
    <message>
        <source>鍵ファイル</source>
        <translation>Key file</translation>
    </message>
    <message>
        <source>参照…</source>
        <translation>Browse…</translation>
    </message>
    <message>
        <source>タイムスタンプを付ける（%s）</source>
        <translation>Add a time stamp (%s)</translation>
    </message>
    <message>
        <source>空欄なら、案件の担当者か鍵の名義人の氏名</source>
        <translation>Empty: the assessor of the case, else the key’s holder</translation>
    </message>
    <message>
        <source>鍵ファイルを選ぶ</source>
        <translation>Choose the key file</translation>
    </message>
    <message>
        <source>印影の画像を選ぶ</source>
        <translation>Choose the picture of the seal</translation>
    </message>
    <message>
        <source>画像 (*.png *.jpg *.jpeg)</source>
        <translation>Pictures (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>出力先を選んでください。</source>
        <translation>Choose where to write the file.</translation>
    </message>
    <message>
        <source>同じ名前のファイルがあります。もう一度押すと、置き換えます。</source>
        <translation>There is a file of this name. Press again to replace it.</translation>
    </message>
    <message>
        <source>ICカード・USBトークン（PKCS#11）</source>
        <translation>Smart card or USB token (PKCS#11)</translation>
    </message>
    <message>
        <source>ライブラリ</source>
        <translation>Library</translation>
    </message>
    <message>
        <source>PKCS#11ライブラリのファイル</source>
        <translation>File of the PKCS#11 library</translation>
    </message>
    <message>
        <source>PKCS#11ライブラリを選ぶ</source>
        <translation>Choose the PKCS#11 library</translation>
    </message>
    <message>
        <source>トークン</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>署名に使うトークン</source>
        <translation>Token to sign with</translation>
    </message>
    <message>
        <source>読み直す</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>接続されたトークンを読み直す</source>
        <translation>Read the connected tokens again</translation>
    </message>
    <message>
        <source>証明書</source>
        <translation>Certificate</translation>
    </message>
    <message>
        <source>署名に使う証明書</source>
        <translation>Certificate to sign with</translation>
    </message>
    <message>
        <source>氏名（名義）</source>
        <translation>Name (holder)</translation>
    </message>
    <message>
        <source>鍵の名義人の氏名</source>
        <translation>Name of the key’s holder</translation>
    </message>
    <message>
        <source>組織（任意）</source>
        <translation>Organisation (optional)</translation>
    </message>
    <message>
        <source>組織</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>パスフレーズ</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>表示</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>入力したパスフレーズを表示する</source>
        <translation>Show the passphrase as typed</translation>
    </message>
    <message>
        <source>もう一度</source>
        <translation>Again</translation>
    </message>
    <message>
        <source>パスフレーズをもう一度</source>
        <translation>Passphrase again</translation>
    </message>
    <message>
        <source>押印欄の表示</source>
        <translation>Shown in the stamp</translation>
    </message>
    <message>
        <source>氏名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>押印欄に表示する氏名</source>
        <translation>Name shown in the stamp</translation>
    </message>
    <message>
        <source>立場</source>
        <translation>Role</translation>
    </message>
    <message>
        <source>押印欄に表示する立場</source>
        <translation>Role shown in the stamp</translation>
    </message>
    <message>
        <source>印影（任意）</source>
        <translation>Seal (optional)</translation>
    </message>
    <message>
        <source>印影の画像ファイル</source>
        <translation>Picture of the seal</translation>
    </message>
    <message>
        <source>PNGまたはJPEGの画像</source>
        <translation>A PNG or JPEG picture</translation>
    </message>
    <message>
        <source>タイムスタンプを付ける</source>
        <translation>Add a time stamp</translation>
    </message>
    <message>
        <source>証明書と失効情報も入れ、長期に検証できるようにする</source>
        <translation>Also put in certificates and revocation lists, for verification in the long run</translation>
    </message>
    <message>
        <source>出力先</source>
        <translation>Target</translation>
    </message>
    <message>
        <source>ファイル</source>
        <translation>File</translation>
    </message>
    <message>
        <source>出力先のファイル</source>
        <translation>File to write</translation>
    </message>
    <message>
        <source>出力先を選ぶ</source>
        <translation>Choose where to write</translation>
    </message>
</context>
<context>
    <name>FactForm</name>
    <message>
        <source>日付として読めません。2026-04-01 や 令和8年4月1日 のように入力してください。</source>
        <translation>This is no date. Type it as 2026-04-01 or R8.4.1.</translation>
    </message>
</context>
<context>
    <name>FieldDelegate</name>
    <message>
        <source>（未入力）</source>
        <translation>(not entered)</translation>
    </message>
</context>
<context>
    <name>Filing</name>
    <message>
        <source>名前を付けて保存</source>
        <translation>Save as</translation>
    </message>
    <message>
        <source>評価 (*%s)</source>
        <translation>Assessments (*%s)</translation>
    </message>
    <message>
        <source>「%s」として保存しました。元のファイルはそのままです。</source>
        <translation>Saved as “%s”. The original file was left as it is.</translation>
    </message>
    <message>
        <source>両方を残す</source>
        <translation>Keep both</translation>
    </message>
    <message>
        <source>名前を付けて保存…</source>
        <translation>Save as…</translation>
    </message>
    <message>
        <source>ファイルに保存できませんでした。</source>
        <translation>The file could not be saved.</translation>
    </message>
    <message>
        <source>閉じても、変更は作業用の写しに残り、次に始めるときに戻せます。</source>
        <translation>If you close, the changes stay in the working copy and can be brought back at the next start.</translation>
    </message>
    <message>
        <source>この評価には、まだファイル名がありません。</source>
        <translation>This assessment has no file yet.</translation>
    </message>
    <message>
        <source>保存せずに閉じても、入力した内容は作業用の写しに残り、次に始めるときに戻せます。</source>
        <translation>If you close without saving, what you entered stays in the working copy and can be brought back at the next start.</translation>
    </message>
    <message>
        <source>評価データを書き出す</source>
        <translation>Export the assessment as data</translation>
    </message>
    <message>
        <source>評価データ (*.json)</source>
        <translation>Assessment data (*.json)</translation>
    </message>
    <message>
        <source>表計算に書き出す</source>
        <translation>Export as a spreadsheet</translation>
    </message>
    <message>
        <source>表計算 (*.xlsx)</source>
        <translation>Spreadsheet (*.xlsx)</translation>
    </message>
    <message>
        <source>「%s」に書き出し、読み返して確かめました。</source>
        <translation>Written to “%s” and read back.</translation>
    </message>
    <message>
        <source>評価</source>
        <translation>assessment</translation>
    </message>
</context>
<context>
    <name>FilingChoice</name>
    <message>
        <source>申請・報告</source>
        <translation>Application or report</translation>
    </message>
    <message>
        <source>%s 提出</source>
        <translation>filed %s</translation>
    </message>
    <message>
        <source>準備中</source>
        <translation>in preparation</translation>
    </message>
</context>
<context>
    <name>FilingPanel</name>
    <message>
        <source>更新する</source>
        <translation>renew</translation>
    </message>
    <message>
        <source>更新しない</source>
        <translation>do not renew</translation>
    </message>
    <message>
        <source>提出した日</source>
        <translation>Filed on</translation>
    </message>
    <message>
        <source>通知・認定の日</source>
        <translation>Notice or certificate of</translation>
    </message>
    <message>
        <source>文書番号</source>
        <translation>Reference number</translation>
    </message>
    <message>
        <source>認定書の有効期限</source>
        <translation>Valid until (as printed)</translation>
    </message>
    <message>
        <source>認定の更新</source>
        <translation>Renewal</translation>
    </message>
    <message>
        <source>備考</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>この提出の記録を消す</source>
        <translation>Remove this filing</translation>
    </message>
</context>
<context>
    <name>FilterLine</name>
    <message>
        <source>絞り込み</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>絞り込み（案件、署名者など） Ctrl+F</source>
        <translation>Filter (case, signer, …) Ctrl+F</translation>
    </message>
    <message>
        <source>すべて</source>
        <translation>All</translation>
    </message>
    <message>
        <source>要確認</source>
        <translation>To be looked at</translation>
    </message>
    <message>
        <source>署名者が未確認</source>
        <translation>Signer not known</translation>
    </message>
    <message>
        <source>一致</source>
        <translation>Agree</translation>
    </message>
</context>
<context>
    <name>FindingBox</name>
    <message>
        <source>&#x3000;図面：%s</source>
        <translation> – drawing: %s</translation>
    </message>
    <message>
        <source>書き直す</source>
        <translation>Rewrite</translation>
    </message>
    <message>
        <source>取り消す</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>未解決に戻す</source>
        <translation>Open again</translation>
    </message>
</context>
<context>
    <name>FindingEditor</name>
    <message>
        <source>定型文</source>
        <translation>Phrases</translation>
    </message>
    <message>
        <source>指摘の内容</source>
        <translation>Text of the finding</translation>
    </message>
    <message>
        <source>図面番号</source>
        <translation>Drawing number</translation>
    </message>
    <message>
        <source>図面番号（例：A-12）</source>
        <translation>Drawing number (for example A-12)</translation>
    </message>
    <message>
        <source>指摘の内容（Alt+数字で定型文、Ctrl+Enter で記録）</source>
        <translation>Text of the finding (Alt+digit for a standard phrase, Ctrl+Enter records)</translation>
    </message>
    <message>
        <source>やめる（Esc）</source>
        <translation>Discard (Esc)</translation>
    </message>
    <message>
        <source>指摘を記録</source>
        <translation>Record finding</translation>
    </message>
    <message>
        <source>書いている指摘を記録し、表に戻る</source>
        <translation>Record the finding being written and go back to the rows</translation>
    </message>
    <message>
        <source>書いている指摘に定型文を入れる</source>
        <translation>Put a standard phrase into the finding being written</translation>
    </message>
    <message>
        <source>書いている指摘をやめて消し、表に戻る</source>
        <translation>Discard the finding being written and go back to the rows</translation>
    </message>
    <message>
        <source>「…」を埋めてください。もう一度記録すると、このまま残します。</source>
        <translation>Fill in the “…”. Recorded again it is kept as it is.</translation>
    </message>
    <message>
        <source>%sを書き直す</source>
        <translation>Rewrite %s</translation>
    </message>
    <message>
        <source>新しい指摘</source>
        <translation>New finding</translation>
    </message>
</context>
<context>
    <name>FindingsModel</name>
    <message>
        <source>要再確認（判断の後で入力が変わりました）</source>
        <translation>To check again (entries changed after the decision)</translation>
    </message>
    <message>
        <source>要再確認（読み取った図面が差し替えられました）</source>
        <translation>To be checked again (the drawing it was read from was replaced)</translation>
    </message>
    <message>
        <source>入力による判定と異なる判断</source>
        <translation>Decisions against the entries</translation>
    </message>
    <message>
        <source>非対象とした理由</source>
        <translation>Reasons for “not applicable”</translation>
    </message>
    <message>
        <source>この評価で採った解釈</source>
        <translation>Readings applied in this assessment</translation>
    </message>
    <message>
        <source>選択の不足</source>
        <translation>Optional rows still missing</translation>
    </message>
</context>
<context>
    <name>Front</name>
    <message>
        <source>残っている作業を破棄しますか。</source>
        <translation>Throw this unsaved work away?</translation>
    </message>
    <message>
        <source>破棄すると、元に戻せません。</source>
        <translation>It cannot be brought back.</translation>
    </message>
</context>
<context>
    <name>GridDelegate</name>
    <message>
        <source>（未入力）</source>
        <translation>(not entered)</translation>
    </message>
    <message>
        <source>はい</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>いいえ</source>
        <translation>No</translation>
    </message>
</context>
<context>
    <name>GridTexts</name>
    <message>
        <source>%s の値</source>
        <translation>From %s</translation>
    </message>
    <message>
        <source>ほかの値からの計算・既定</source>
        <translation>Follows from other values</translation>
    </message>
    <message>
        <source>未入力</source>
        <translation>Not entered</translation>
    </message>
    <message>
        <source>今は入力しなくてよい</source>
        <translation>Not needed now</translation>
    </message>
    <message>
        <source>ここに入力すると、中の場所すべての既定値になります</source>
        <translation>Entered here, it becomes the default of all places inside</translation>
    </message>
    <message>
        <source>この場所にはない項目</source>
        <translation>Not a quantity of this place</translation>
    </message>
    <message>
        <source>！ ふつうの範囲（%(low)s〜%(high)s）から外れています</source>
        <translation>! Outside the usual range (%(low)s to %(high)s)</translation>
    </message>
    <message>
        <source>比べるタイプでは：%s</source>
        <translation>In the type compared with: %s</translation>
    </message>
</context>
<context>
    <name>GridTools</name>
    <message>
        <source>場所</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>タイプの設定</source>
        <translation>Unit type</translation>
    </message>
    <message>
        <source>詳細</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>図面</source>
        <translation>Drawing</translation>
    </message>
    <message>
        <source>読み取る図面で絞り込みます</source>
        <translation>Only what is read from one drawing</translation>
    </message>
    <message>
        <source>場所の種類</source>
        <translation>Kind of place</translation>
    </message>
    <message>
        <source>場所の種類で絞り込みます</source>
        <translation>Only places of one kind</translation>
    </message>
    <message>
        <source>すべての項目</source>
        <translation>All quantities</translation>
    </message>
    <message>
        <source>今は入力しなくてよい項目も表に出します</source>
        <translation>Also shows quantities that are not needed now</translation>
    </message>
    <message>
        <source>行と列を入れ替え</source>
        <translation>Swap rows and columns</translation>
    </message>
    <message>
        <source>既定値…</source>
        <translation>Defaults…</translation>
    </message>
    <message>
        <source>個別の値がない場所に使う値を、建物やタイプごとに決めます</source>
        <translation>Sets the values used where a place has none of its own, per building or unit type</translation>
    </message>
    <message>
        <source>図面番号（A-12）</source>
        <translation>Drawing (A-12)</translation>
    </message>
    <message>
        <source>入力する値の図面番号</source>
        <translation>Drawing number for the values entered</translation>
    </message>
    <message>
        <source>ここに書いた図面番号が、これから入力する値に付きます</source>
        <translation>The values entered from now on get the drawing number written here</translation>
    </message>
    <message>
        <source>すべての図面</source>
        <translation>All drawings</translation>
    </message>
    <message>
        <source>すべての場所</source>
        <translation>All places</translation>
    </message>
    <message>
        <source>未入力 %(open)s / %(all)s</source>
        <translation>%(open)s of %(all)s empty</translation>
    </message>
    <message>
        <source>この範囲で入力するものはありません</source>
        <translation>Nothing to enter here</translation>
    </message>
    <message>
        <source>未入力 %s</source>
        <translation>%s empty</translation>
    </message>
    <message>
        <source>次の未入力（F7）</source>
        <translation>Next empty (F7)</translation>
    </message>
</context>
<context>
    <name>GridView</name>
    <message>
        <source>寸法の表</source>
        <translation>Grid of measurements</translation>
    </message>
</context>
<context>
    <name>Held</name>
    <message>
        <source>「%(file)s」は、%(host)s で %(user)sさんが %(since)s から使っていることになっています。</source>
        <translation>“%(file)s” is marked as in use by %(user)s on %(host)s since %(since)s.</translation>
    </message>
    <message>
        <source>そのパソコンで閉じてあるか、電源が切れたままなら、引き継いで編集できます。まだ開いていたときは、あとで保存する側にそのことが知らされ、両方の内容を残せます。</source>
        <translation>If it is closed on that computer, or that computer is switched off, you can take it over and edit. If it is still open there, whoever saves last is told so, and both contents can be kept.</translation>
    </message>
    <message>
        <source>引き継ぐ</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>読み取り専用のまま</source>
        <translation>Leave read-only</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>使い方</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>左の手順を上から進めます。住戸タイプと室を入力し、寸法と確認事項に答えると、各項目は自動で判定されます。F8（表ではSpace）を押すたびに次の未判定へ進み、Enterで足りない値の入力に移ります。</source>
        <translation>Follow the steps at the left from top to bottom. Enter unit types and rooms, then dimensions and confirmations: every row is determined from them. F8 (Space in the table) goes to the next undetermined row, Enter to the first value that is missing there.</translation>
    </message>
    <message>
        <source>表と右の欄のキー</source>
        <translation>Keys in the table and the panel at the right</translation>
    </message>
    <message>
        <source>基準を満たしています。</source>
        <translation>The criterion is met.</translation>
    </message>
    <message>
        <source>基準を満たしていません。最も悪い場所が決め手です。</source>
        <translation>The criterion is not met. The worst place decides.</translation>
    </message>
    <message>
        <source>該当する部分がありません。自分で選ぶときは理由が要ります。</source>
        <translation>There is no such part. Choosing it yourself needs a reason.</translation>
    </message>
    <message>
        <source>まだ分からない値か確認があります。</source>
        <translation>A value or a confirmation is still missing.</translation>
    </message>
    <message>
        <source>判断の後で入力が変わりました。判断は書き換えられていません。</source>
        <translation>Entries changed after the decision. The decision was left as it is.</translation>
    </message>
    <message>
        <source>人が判断した項目です。</source>
        <translation>Decided by a person.</translation>
    </message>
    <message>
        <source>人の判断が、入力からの判定と異なります。</source>
        <translation>The person’s decision differs from what the entries give.</translation>
    </message>
    <message>
        <source>重要度（公式の用紙の表示）です。判定の印ではありません。</source>
        <translation>Importance as printed on the official form; no verdict.</translation>
    </message>
    <message>
        <source>印</source>
        <translation>Marks</translation>
    </message>
    <message>
        <source>次の未判定へ移る</source>
        <translation>Go to the next undetermined row</translation>
    </message>
    <message>
        <source>その項目の、足りない最初の値を入力する。入力すると次の欄に移る</source>
        <translation>Enter the first missing value of the row, then go on to the next one</translation>
    </message>
    <message>
        <source>「%s」のキー</source>
        <translation>Keys of “%s”</translation>
    </message>
    <message>
        <source>どこでも使えるキー</source>
        <translation>Keys that work everywhere</translation>
    </message>
    <message>
        <source>項目を移る</source>
        <translation>Move between rows</translation>
    </message>
    <message>
        <source>適合と判断する（確認事項では「はい」）</source>
        <translation>Decide: conforming (for a confirmation: yes)</translation>
    </message>
    <message>
        <source>不適合と判断する（確認事項では「いいえ」）</source>
        <translation>Decide: not conforming (for a confirmation: no)</translation>
    </message>
    <message>
        <source>非対象と判断する</source>
        <translation>Decide: not applicable</translation>
    </message>
    <message>
        <source>判断を取り消す（入力では値を消す）</source>
        <translation>Withdraw the decision (in a field: clear the value)</translation>
    </message>
</context>
<context>
    <name>HistoryBlock</name>
    <message>
        <source>経過（いつ、だれが、何を）</source>
        <translation>History (when, who, what)</translation>
    </message>
    <message>
        <source>この項目には、まだ何も入力されていません。</source>
        <translation>Nothing was entered for this row yet.</translation>
    </message>
    <message>
        <source>ほか %s件（古いもの）</source>
        <translation>%s more, older</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>表計算から取り込む</source>
        <translation>Import from a spreadsheet</translation>
    </message>
    <message>
        <source>取り込みの内容</source>
        <translation>What would be imported</translation>
    </message>
    <message>
        <source>確かめてください</source>
        <translation>Please check</translation>
    </message>
    <message>
        <source>新しい場所</source>
        <translation>New places</translation>
    </message>
    <message>
        <source>取り込む値</source>
        <translation>Values taken</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>今の値</source>
        <translation>Value now</translation>
    </message>
    <message>
        <source>ファイルの値</source>
        <translation>Value in the file</translation>
    </message>
    <message>
        <source>今の値と異なる（選んだものだけ置き換えます）</source>
        <translation>Other than the present value (only what you tick is replaced)</translation>
    </message>
    <message>
        <source>取り込まないもの</source>
        <translation>Not taken</translation>
    </message>
    <message>
        <source>取りやめ</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>取り込みは、一度の「元に戻す」で取り消せます。</source>
        <translation>One “Undo” takes the whole import back.</translation>
    </message>
    <message>
        <source>すべて今の値のまま</source>
        <translation>Keep all present values</translation>
    </message>
    <message>
        <source>すべてファイルの値にする</source>
        <translation>Take all values of the file</translation>
    </message>
    <message>
        <source>値が異なるもの</source>
        <translation>Where the values differ</translation>
    </message>
    <message>
        <source>取り込む</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>%(count)d件と場所%(places)dか所を取り込む</source>
        <translation>Import %(count)d values and %(places)d places</translation>
    </message>
    <message>
        <source>%d件を取り込む</source>
        <translation>Import %d values</translation>
    </message>
</context>
<context>
    <name>InboxTable</name>
    <message>
        <source>受け取ったPDF</source>
        <translation>Received PDFs</translation>
    </message>
</context>
<context>
    <name>InboxWindow</name>
    <message>
        <source>受信フォルダー</source>
        <translation>Inbox</translation>
    </message>
    <message>
        <source>フォルダーを選ぶ…</source>
        <translation>Choose folder…</translation>
    </message>
    <message>
        <source>もう一度確かめる</source>
        <translation>Check again</translation>
    </message>
    <message>
        <source>取りやめ</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>表に書き出す（Excel・CSV）…</source>
        <translation>Write a table (Excel, CSV)…</translation>
    </message>
    <message>
        <source>印刷された指紋</source>
        <translation>Printed fingerprint</translation>
    </message>
    <message>
        <source>印刷された指紋（8桁以上）</source>
        <translation>Fingerprint (8 digits or more)</translation>
    </message>
    <message>
        <source>紙面のファイルを探す</source>
        <translation>Find the file to a page</translation>
    </message>
    <message>
        <source>進み具合</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>受け取ったPDFのあるフォルダーを選んでください。下のフォルダーも調べます。ファイルは変わりません。</source>
        <translation>Choose the folder that holds the received PDFs. Folders in it are looked through too. No file is changed.</translation>
    </message>
    <message>
        <source>受信フォルダーを選ぶ</source>
        <translation>Choose the inbox</translation>
    </message>
    <message>
        <source>受信フォルダー：%s</source>
        <translation>Inbox: %s</translation>
    </message>
    <message>
        <source>PDFを数えています…</source>
        <translation>Counting the PDFs…</translation>
    </message>
    <message>
        <source>取りやめています…</source>
        <translation>Cancelling…</translation>
    </message>
    <message>
        <source>検証しています…（%(done)d／%(total)d）</source>
        <translation>Verifying… (%(done)d of %(total)d)</translation>
    </message>
    <message>
        <source>このフォルダーにPDFはありません。</source>
        <translation>This folder holds no PDF.</translation>
    </message>
    <message>
        <source>%(count)d件：一致 %(good)d、署名者が未確認 %(unknown)d、要確認 %(other)d。ダブルクリックまたは Enter で検証の内容を見ます。</source>
        <translation>%(count)d files: %(good)d agree, %(unknown)d signed by someone unknown, %(other)d to be looked at. Double-click or press Enter to see the verification.</translation>
    </message>
    <message>
        <source>取りやめたので、残り%d件は確かめていません。</source>
        <translation> Cancelled: %d more were not checked.</translation>
    </message>
    <message>
        <source>取りやめました。</source>
        <translation>Cancelled.</translation>
    </message>
    <message>
        <source>署名のないファイルも調べています…</source>
        <translation>Looking into unsigned files too…</translation>
    </message>
    <message>
        <source>署名のないファイルも調べています…（%(done)d／%(total)d）</source>
        <translation>Looking at unsigned files too… (%(done)d of %(total)d)</translation>
    </message>
    <message>
        <source>この指紋のファイルは、このフォルダーにありません。</source>
        <translation>No file of this folder has this fingerprint.</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>✓ 見つかりました：%s</source>
        <translation>✓ Found: %s</translation>
    </message>
    <message>
        <source>！ 見つかりました：%s</source>
        <translation>！ Found: %s</translation>
    </message>
    <message>
        <source>Excel (*.xlsx)</source>
        <translation>Excel (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>表に書き出す</source>
        <translation>Write a table</translation>
    </message>
    <message>
        <source>✓ 書き出しました：%s</source>
        <translation>✓ Written: %s</translation>
    </message>
</context>
<context>
    <name>InputModel</name>
    <message>
        <source>入力する項目</source>
        <translation>To enter</translation>
    </message>
    <message>
        <source>値</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>%s：おおよその基準に近い値を認める</source>
        <translation>%s: accept the value near the approximate limit</translation>
    </message>
    <message>
        <source>読み取る図面：%s</source>
        <translation>Read from: %s</translation>
    </message>
    <message>
        <source>Y はい&#x3000;N いいえ&#x3000;Delete 取消</source>
        <translation>Y yes, N no, Delete clear</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>指摘に回答する</source>
        <translation>Answer the findings</translation>
    </message>
    <message>
        <source>次の回として審査する</source>
        <translation>Review as the next round</translation>
    </message>
    <message>
        <source>審査を始める</source>
        <translation>Begin the review</translation>
    </message>
    <message>
        <source>審査のために読み込んでいます…</source>
        <translation>Opening for review…</translation>
    </message>
    <message>
        <source>第%d回の審査の記録が手元にありません。前回の指摘は提出者のファイルの記載です。</source>
        <translation>There is no record of round %d here. The findings of that round are as the submitted file states them.</translation>
    </message>
    <message>
        <source>記録がある場合は、その審査の文書を先に開いてから、この提出をもう一度取り込みます。</source>
        <translation>If there is one, open that review first and take in this submission again.</translation>
    </message>
    <message>
        <source>この案件の第%(number)d回の審査の記録があります：%(name)s</source>
        <translation>There is a record of round %(number)d of this case: %(name)s</translation>
    </message>
    <message>
        <source>前回の審査と変更箇所は、その記録の続きとして審査するときだけ示せます。</source>
        <translation>The earlier review and what changed can be shown only when this is reviewed as its continuation.</translation>
    </message>
    <message>
        <source>その記録の続きとして審査する</source>
        <translation>Review as its continuation</translation>
    </message>
    <message>
        <source>提出されたファイルでは、指摘%sの記載がこちらの記録と違います。こちらの記録を使います。</source>
        <translation>The submitted file states findings %s otherwise than this desk made them. The records of this desk stand.</translation>
    </message>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>第%d回の提出として取り込みました。</source>
        <translation>Taken in as the submission of round %d.</translation>
    </message>
</context>
<context>
    <name>KeyPart</name>
    <message>
        <source>鍵ファイルを選んでください。</source>
        <translation>Choose the key file.</translation>
    </message>
    <message>
        <source>トークンのライブラリを選んでください。</source>
        <translation>Choose the library of the token.</translation>
    </message>
    <message>
        <source>PINを入力してください。</source>
        <translation>Enter the PIN.</translation>
    </message>
    <message>
        <source>氏名を入力してください。</source>
        <translation>Enter the name.</translation>
    </message>
    <message>
        <source>パスフレーズは8文字以上にしてください。</source>
        <translation>The passphrase needs at least 8 characters.</translation>
    </message>
    <message>
        <source>二つのパスフレーズが一致しません。もう一度入力してください。</source>
        <translation>The two passphrases differ. Enter it again.</translation>
    </message>
    <message>
        <source>パスフレーズを入力してください。</source>
        <translation>Enter the passphrase.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>パスフレーズ</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>入力したPINを表示する</source>
        <translation>Show the PIN as typed</translation>
    </message>
    <message>
        <source>入力したパスフレーズを表示する</source>
        <translation>Show the passphrase as typed</translation>
    </message>
    <message>
        <source>鍵はまだありません。ここで作り、このパソコンに暗号化して保存します（有効期間5年）。パスフレーズを忘れると、この鍵では署名できなくなります。</source>
        <translation>There is no key yet. It will be made here and kept encrypted on this computer (valid for five years). Without its passphrase it cannot sign.</translation>
    </message>
    <message>
        <source>鍵はこのパソコンにあります。名義は、パスフレーズを入力して署名すると表示されます。</source>
        <translation>The key is on this computer. Its holder is shown after it has signed once.</translation>
    </message>
    <message>
        <source>名義：%(who)s&#x3000;有効期限：%(until)s
指紋（SHA-256）：%(fingerprint)s</source>
        <translation>Holder: %(who)s   valid until: %(until)s
Fingerprint (SHA-256): %(fingerprint)s</translation>
    </message>
    <message>
        <source>あと%d文字以上必要です（8文字以上）。</source>
        <translation>At least %d more characters are needed (8 or more).</translation>
    </message>
    <message>
        <source>推測されやすいパスフレーズです。語を増やしてください。</source>
        <translation>Easy to guess. Add words.</translation>
    </message>
    <message>
        <source>ふつうの強さです。</source>
        <translation>Fair.</translation>
    </message>
    <message>
        <source>十分に強いパスフレーズです。</source>
        <translation>Strong.</translation>
    </message>
    <message>
        <source>鍵ファイルを選ぶ</source>
        <translation>Choose the key file</translation>
    </message>
    <message>
        <source>鍵ファイル (*.p12 *.pfx)</source>
        <translation>Key files (*.p12 *.pfx)</translation>
    </message>
</context>
<context>
    <name>Looks</name>
    <message>
        <source>表示</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>システムに合わせる</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>明るい</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>暗い</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>文字の大きさ %s %%</source>
        <translation>Text size %s %%</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>案件</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>集計・判定</source>
        <translation>Tallies and result</translation>
    </message>
    <message>
        <source>使い方</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>手順</source>
        <translation>Steps</translation>
    </message>
    <message>
        <source>元に戻す</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>やり直す</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>項目を探す</source>
        <translation>Find a row</translation>
    </message>
    <message>
        <source>次の未判定</source>
        <translation>Next undetermined</translation>
    </message>
    <message>
        <source>次の欄へ移る</source>
        <translation>Next part of the window</translation>
    </message>
    <message>
        <source>表に戻る</source>
        <translation>Back to the table</translation>
    </message>
    <message>
        <source>未判定の項目も、再確認が要る判断も、ほかにありません。</source>
        <translation>No other row is undetermined or waits to be checked again.</translation>
    </message>
    <message>
        <source>集計・判定を見る</source>
        <translation>Show the result</translation>
    </message>
    <message>
        <source>（案件名なし）</source>
        <translation>(unnamed)</translation>
    </message>
    <message>
        <source>%(place)s の %(name)s %(value)s は、ふつうの範囲（%(low)s〜%(high)s）の外です。</source>
        <translation>%(place)s: %(name)s of %(value)s lies outside the usual range (%(low)s to %(high)s).</translation>
    </message>
    <message>
        <source>単位や桁を確かめてください。正しければ、このままで構いません。</source>
        <translation>Check unit and digits. If it is right, leave it as it is.</translation>
    </message>
    <message>
        <source>入力を取り消す</source>
        <translation>Take the entry back</translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message>
        <source>%s（申請しない。申請した場合の判定）</source>
        <translation>%s (not applied for; as it would be if it were)</translation>
    </message>
    <message>
        <source>読み取った図面が差し替えられました</source>
        <translation>The drawing it was read from was replaced</translation>
    </message>
    <message>
        <source>入力からの判定と、人の判断が異なります</source>
        <translation>The decision differs from what follows from the entries</translation>
    </message>
    <message>
        <source>判断のもとになった入力が変わりました</source>
        <translation>The entries behind the decision changed</translation>
    </message>
    <message>
        <source>建物</source>
        <translation>Building</translation>
    </message>
    <message>
        <source>クリック（スペース）で、申請する・しないを切り替えます</source>
        <translation>A click (Space) takes the unit type into the application or leaves it out</translation>
    </message>
</context>
<context>
    <name>MatrixPage</name>
    <message>
        <source>不適合のある項目だけ</source>
        <translation>Only rows that fail somewhere</translation>
    </message>
    <message>
        <source>住戸タイプ別の判定</source>
        <translation>Verdicts by unit type</translation>
    </message>
    <message>
        <source>太枠は項目を決めるタイプ。不適合は、基準から遠いほど濃く示します。！は確かめ直す判定（図面の差し替え、判断との食い違い）。申請しないタイプには、申請した場合の判定を薄く示します。</source>
        <translation>A bold frame marks the type that decides the row. The farther beyond the limit, the deeper the tint. ！ marks verdicts to be checked again (drawing replaced, decision at odds). Types not applied for show, faintly, how they would come out.</translation>
    </message>
    <message>
        <source>項目を開く（Enter）</source>
        <translation>Open the row (Enter)</translation>
    </message>
    <message>
        <source>不適合のある項目はありません。</source>
        <translation>No row fails anywhere.</translation>
    </message>
    <message>
        <source>住戸タイプがまだありません。「住戸と寸法」で住戸タイプを追加してください。</source>
        <translation>There are no unit types yet. Add them under “Dwellings”.</translation>
    </message>
    <message>
        <source>不適合のある項目 %(failing)s、表示 %(shown)s</source>
        <translation>Rows that fail somewhere: %(failing)s; shown: %(shown)s</translation>
    </message>
    <message>
        <source>%s を申請から外す（スペース）</source>
        <translation>Leave %s out of the application (Space)</translation>
    </message>
    <message>
        <source>%s を申請する（スペース）</source>
        <translation>Apply for %s (Space)</translation>
    </message>
</context>
<context>
    <name>MatrixView</name>
    <message>
        <source>住戸タイプごとの判定</source>
        <translation>Verdicts by unit type</translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>表計算から取り込む…</source>
        <translation>Import from a spreadsheet…</translation>
    </message>
    <message>
        <source>評価データを書き出す（JSON）…</source>
        <translation>Export as data (JSON)…</translation>
    </message>
    <message>
        <source>表計算に書き出す（Excel）…</source>
        <translation>Export as a spreadsheet (Excel)…</translation>
    </message>
    <message>
        <source>出力・署名</source>
        <translation>Export and sign</translation>
    </message>
    <message>
        <source>印刷…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>署名して出力…</source>
        <translation>Sign and export…</translation>
    </message>
    <message>
        <source>受け取ったPDFを検証…</source>
        <translation>Verify a received PDF…</translation>
    </message>
    <message>
        <source>信頼する証明書…</source>
        <translation>Trusted certificates…</translation>
    </message>
    <message>
        <source>設定…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>表計算 (*.xlsx *.xlsm *.csv *.tsv)</source>
        <translation>Spreadsheets (*.xlsx *.xlsm *.csv *.tsv)</translation>
    </message>
    <message>
        <source>表計算から取り込む</source>
        <translation>Import from a spreadsheet</translation>
    </message>
</context>
<context>
    <name>OutputPage</name>
    <message>
        <source>出力・署名</source>
        <translation>Export and sign</translation>
    </message>
    <message>
        <source>用紙の言語</source>
        <translation>Language of the pages</translation>
    </message>
    <message>
        <source>署名して出力…</source>
        <translation>Sign and export…</translation>
    </message>
    <message>
        <source>署名なしで出力…</source>
        <translation>Export without a signature…</translation>
    </message>
    <message>
        <source>印刷…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>未判定または不適合の必須項目</source>
        <translation>Required rows that are open or fail</translation>
    </message>
    <message>
        <source>未判定・不適合・要再確認の必須項目はありません。</source>
        <translation>No required row is open, failing or to be re-checked.</translation>
    </message>
    <message>
        <source>！ このまま出力すると、次の%d項目は未判定または不適合と印字されます</source>
        <translation>！ If exported now, the following %d rows are printed as open or not conforming</translation>
    </message>
    <message>
        <source>ページを描いています…</source>
        <translation>Drawing the pages…</translation>
    </message>
    <message>
        <source>チェックシート</source>
        <translation>checklist</translation>
    </message>
    <message>
        <source>署名済</source>
        <translation>signed</translation>
    </message>
    <message>
        <source>署名なし</source>
        <translation>unsigned</translation>
    </message>
</context>
<context>
    <name>PagesModel</name>
    <message>
        <source>%dページ</source>
        <translation>Page %d</translation>
    </message>
</context>
<context>
    <name>PaperDialog</name>
    <message>
        <source>印刷…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>PDFに保存…</source>
        <translation>Save as PDF…</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>印刷</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>印刷しています…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>%dページをプリンターに渡しました。</source>
        <translation>Handed %d pages to the printer.</translation>
    </message>
    <message>
        <source>PDFに保存</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>書き出しました：%s</source>
        <translation>Exported: %s</translation>
    </message>
</context>
<context>
    <name>PapersButton</name>
    <message>
        <source>書面を見る・印刷</source>
        <translation>View or print papers</translation>
    </message>
</context>
<context>
    <name>PlaceTree</name>
    <message>
        <source>場所</source>
        <translation>Places</translation>
    </message>
    <message>
        <source>追加…</source>
        <translation>Add…</translation>
    </message>
    <message>
        <source>名前の変更</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>コピーして新しく作る</source>
        <translation>Duplicate</translation>
    </message>
    <message>
        <source>上へ</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>下へ</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>削除</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>追加</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>%s（並べて）</source>
        <translation>%s (beside it)</translation>
    </message>
</context>
<context>
    <name>PlaceTreeModel</name>
    <message>
        <source>建物・共用部</source>
        <translation>Building, common parts</translation>
    </message>
    <message>
        <source>&#x3000;%s戸</source>
        <translation>  ×%s</translation>
    </message>
    <message>
        <source>（申請しない）</source>
        <translation> (not applied for)</translation>
    </message>
</context>
<context>
    <name>PlacesPage</name>
    <message>
        <source>＋ 追加</source>
        <translation>+ Add</translation>
    </message>
    <message>
        <source>住戸タイプを追加してください（Insert）。</source>
        <translation>Add a unit type (Insert).</translation>
    </message>
    <message>
        <source>追加（Insert）</source>
        <translation>Add (Insert)</translation>
    </message>
    <message>
        <source>次の未入力</source>
        <translation>Next empty</translation>
    </message>
    <message>
        <source>元のタイプと違う値には ≠ を付けて示します。違うところだけ直してください。戸数は写していません。このタイプの戸数を入力してください。</source>
        <translation>Values that differ from the original type are marked ≠. Change only what differs. The number of dwellings is not copied: enter that of this type.</translation>
    </message>
    <message>
        <source>%s件入力しました。</source>
        <translation>%s entered. </translation>
    </message>
    <message>
        <source>%s件は入力できませんでした。</source>
        <translation>%s not entered. </translation>
    </message>
    <message>
        <source>%s件はふつうの範囲の外です（！）。</source>
        <translation>%s outside the usual range (!).</translation>
    </message>
    <message>
        <source>場所や住戸タイプを追加します（Insert）。F9で場所と表を行き来します</source>
        <translation>Adds a place or a unit type (Insert). F9 switches between places and grid</translation>
    </message>
    <message>
        <source>場所と表を行き来する</source>
        <translation>Switch between places and grid</translation>
    </message>
    <message>
        <source>この住戸タイプには、まだ室がありません。室や建具を追加してください（Insert）。</source>
        <translation>This unit type has no rooms yet. Add rooms and doors (Insert).</translation>
    </message>
    <message>
        <source>共用部・敷地の部位や、住戸タイプを追加してください（Insert）。</source>
        <translation>Add common parts, parts of the site, or a unit type (Insert).</translation>
    </message>
    <message>
        <source>この絞り込みでは、入力するものがありません。図面か場所の種類を選び直してください。</source>
        <translation>Nothing to enter with this filter. Choose another drawing or kind of place.</translation>
    </message>
    <message>
        <source>この場所では、今は入力するものがありません。</source>
        <translation>Nothing to enter at this place now.</translation>
    </message>
    <message>
        <source>この表に、未入力の欄はほかにありません。</source>
        <translation>No other empty cell in this grid.</translation>
    </message>
    <message>
        <source>入力できた値はありません。</source>
        <translation>No value could be entered. </translation>
    </message>
    <message>
        <source>ほかにも理由があります。</source>
        <translation>There are further reasons.</translation>
    </message>
    <message>
        <source>貼り付けを取り消す</source>
        <translation>Undo the paste</translation>
    </message>
</context>
<context>
    <name>PortfolioOffice</name>
    <message>
        <source>案件一覧…</source>
        <translation>Cases…</translation>
    </message>
</context>
<context>
    <name>PortfolioWindow</name>
    <message>
        <source>案件一覧</source>
        <translation>Cases</translation>
    </message>
    <message>
        <source>フォルダーを選ぶ…</source>
        <translation>Choose folder…</translation>
    </message>
    <message>
        <source>読み直す</source>
        <translation>Read again</translation>
    </message>
    <message>
        <source>取りやめ</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>案件名・所在地・事業者を探す</source>
        <translation>Search name, address, owner</translation>
    </message>
    <message>
        <source>探す言葉</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>段階で絞る</source>
        <translation>Filter by stage</translation>
    </message>
    <message>
        <source>判定で絞る</source>
        <translation>Filter by result</translation>
    </message>
    <message>
        <source>すべての判定</source>
        <translation>All results</translation>
    </message>
    <message>
        <source>期日を過ぎたもの</source>
        <translation>Past a date</translation>
    </message>
    <message>
        <source>読めないもの</source>
        <translation>Not readable</translation>
    </message>
    <message>
        <source>案件</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>判定を調べていないもの %s件</source>
        <translation>%s not looked at</translation>
    </message>
    <message>
        <source>読んでいます…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>すべての段階</source>
        <translation>All stages</translation>
    </message>
    <message>
        <source>%(shown)s件（全%(all)s件）</source>
        <translation>%(shown)s of %(all)s</translation>
    </message>
    <message>
        <source>判定を調べています：あと%s件</source>
        <translation>evaluating: %s to go</translation>
    </message>
    <message>
        <source>このフォルダーに案件のファイル（%s）はありません。</source>
        <translation>There are no case files (%s) in this folder.</translation>
    </message>
    <message>
        <source>案件のフォルダー</source>
        <translation>Folder of cases</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>設定</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>システムに合わせる</source>
        <translation>As the system</translation>
    </message>
    <message>
        <source>明るい</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>暗い</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>決定</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>取りやめ</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>✕ http:// または https:// で始まるアドレスを入力するか、空欄にしてください。</source>
        <translation>✕ Enter an address that begins with http:// or https://, or leave it empty.</translation>
    </message>
</context>
<context>
    <name>PreferencesForm</name>
    <message>
        <source>氏名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>記録に残す氏名</source>
        <translation>Name kept in the history</translation>
    </message>
    <message>
        <source>変更の記録に残す氏名</source>
        <translation>Name kept in the history of changes</translation>
    </message>
    <message>
        <source>言語</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>配色</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>文字の大きさ</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>タイムスタンプ局</source>
        <translation>Time-stamp server</translation>
    </message>
    <message>
        <source>タイムスタンプ局のアドレス</source>
        <translation>Address of the time-stamp server</translation>
    </message>
    <message>
        <source>https://…（任意）</source>
        <translation>https://… (optional)</translation>
    </message>
    <message>
        <source>設定すると、署名のときだけここへ接続し、署名の時刻を証明してもらいます。空欄なら、どこにも接続しません。</source>
        <translation>When set, the program connects to it while signing, and only then, to have the time proven. Left empty, it connects to nothing.</translation>
    </message>
</context>
<context>
    <name>PreviewPanel</name>
    <message>
        <source>ページの一覧</source>
        <translation>List of pages</translation>
    </message>
    <message>
        <source>ページの表示</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>前のページ</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>次のページ</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>縮小</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>拡大</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>表示の大きさ</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>幅に合わせる</source>
        <translation>Fit width</translation>
    </message>
    <message>
        <source>ページ全体</source>
        <translation>Whole page</translation>
    </message>
    <message>
        <source>ページを描いています…</source>
        <translation>Drawing the pages…</translation>
    </message>
    <message>
        <source>%(page)dページ（全%(count)dページ）</source>
        <translation>Page %(page)d of %(count)d</translation>
    </message>
</context>
<context>
    <name>PrintPart</name>
    <message>
        <source>印刷の進み具合</source>
        <translation>Progress of printing</translation>
    </message>
    <message>
        <source>印刷を取りやめ</source>
        <translation>Cancel printing</translation>
    </message>
    <message>
        <source>印刷</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>印刷しています…</source>
        <translation>Printing…</translation>
    </message>
    <message>
        <source>取りやめています…</source>
        <translation>Cancelling…</translation>
    </message>
    <message>
        <source>印刷しています…（%(at)s／%(count)sページ）</source>
        <translation>Printing… (page %(at)s of %(count)s)</translation>
    </message>
    <message>
        <source>%(count)dページをPDFに書き出し、読み返して確かめました：%(file)s</source>
        <translation>Exported %(count)d pages as PDF and read them back: %(file)s</translation>
    </message>
    <message>
        <source>%dページをプリンターに渡しました。</source>
        <translation>Handed %d pages to the printer.</translation>
    </message>
    <message>
        <source>印刷を取りやめました。</source>
        <translation>Printing was cancelled.</translation>
    </message>
</context>
<context>
    <name>ProcedurePages</name>
    <message>
        <source>認定要件</source>
        <translation>Requirements</translation>
    </message>
    <message>
        <source>申請住戸</source>
        <translation>Dwelling list</translation>
    </message>
    <message>
        <source>申請図書</source>
        <translation>Documents</translation>
    </message>
    <message>
        <source>認定後の変更</source>
        <translation>Changes</translation>
    </message>
    <message>
        <source>手続と期限</source>
        <translation>Procedure</translation>
    </message>
</context>
<context>
    <name>QuantityModel</name>
    <message>
        <source>建物・敷地の項目</source>
        <translation>Building and site</translation>
    </message>
    <message>
        <source>値</source>
        <translation>Value</translation>
    </message>
</context>
<context>
    <name>Recovered</name>
    <message>
        <source>作業用の写しが壊れていて、開けません。</source>
        <translation>The working copy is damaged and cannot be opened.</translation>
    </message>
    <message>
        <source>（案件名なし）</source>
        <translation>(unnamed)</translation>
    </message>
    <message>
        <source>ファイル「%s」にまだ入っていません</source>
        <translation>Not yet in the file “%s”</translation>
    </message>
    <message>
        <source>ファイル「%s」はその後ほかから書き換えられています（両方を残せます）</source>
        <translation>The file “%s” was changed by somebody else since (both can be kept)</translation>
    </message>
    <message>
        <source>ファイル「%s」はなくなっています</source>
        <translation>The file “%s” is gone</translation>
    </message>
    <message>
        <source>まだファイル名がありません</source>
        <translation>It has no file yet</translation>
    </message>
    <message>
        <source>%(name)s&#x3000;変更%(edits)d件、最後は%(when)s。%(situation)s。</source>
        <translation>%(name)s: unsaved changes: %(edits)d, the last %(when)s. %(situation)s.</translation>
    </message>
</context>
<context>
    <name>RequirementsPage</name>
    <message>
        <source>要件</source>
        <translation>Requirements</translation>
    </message>
    <message>
        <source>判定</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reasons</translation>
    </message>
    <message>
        <source>認定要件</source>
        <translation>Requirements</translation>
    </message>
    <message>
        <source>チェックシートの項目とは別に、建物と住戸が満たすべき要件です。行で Enter を押すと入力欄へ移ります。</source>
        <translation>What building and dwellings must meet besides the rows of the check sheet. Enter on a line leads to its field.</translation>
    </message>
    <message>
        <source>この版には手続の定めがありません。</source>
        <translation>This edition has no procedure.</translation>
    </message>
    <message>
        <source>すべての要件を満たしています。</source>
        <translation>All requirements are met.</translation>
    </message>
    <message>
        <source>不適合 %s</source>
        <translation>not met %s</translation>
    </message>
    <message>
        <source>未判定 %s</source>
        <translation>undetermined %s</translation>
    </message>
    <message>
        <source>建物</source>
        <translation>Building</translation>
    </message>
    <message>
        <source>住戸ごと</source>
        <translation>Per dwelling</translation>
    </message>
    <message>
        <source>まだ申請できない住戸・住戸タイプ</source>
        <translation>Dwellings and unit types that may not be applied for yet</translation>
    </message>
    <message>
        <source>申請できる %(fit)s、全 %(all)s</source>
        <translation>%(fit)s of %(all)s may be applied for</translation>
    </message>
</context>
<context>
    <name>ResultChip</name>
    <message>
        <source>判定 %s</source>
        <translation>Result: %s</translation>
    </message>
</context>
<context>
    <name>ResultView</name>
    <message>
        <source>、</source>
        <translation>, </translation>
    </message>
    <message>
        <source>署名後の変更はなく、再計算した判定とも一致します。署名者：%s</source>
        <translation>Unchanged since signing, and the recomputed verdicts agree. Signed by: %s</translation>
    </message>
    <message>
        <source>署名後の変更はなく判定も一致しますが、署名者「%s」が本人であることは確認できません。</source>
        <translation>Unchanged since signing and the verdicts agree, but it is not known whether the signer really is “%s”.</translation>
    </message>
    <message>
        <source>署名後の変更はなく判定も一致しますが、署名者の証明書が失効しています（%s）。</source>
        <translation>Unchanged since signing and the verdicts agree, but the signer’s certificate is revoked (%s).</translation>
    </message>
    <message>
        <source>署名後の変更はありませんが、記載された内容が再計算の結果と食い違います。</source>
        <translation>Unchanged since signing, but what is stated is not what its data give. </translation>
    </message>
    <message>
        <source>署名後に変更されています。%s</source>
        <translation>Changed since it was signed. %s</translation>
    </message>
    <message>
        <source>署名は有効ですが、判定を再計算できないため、確認できません。%s</source>
        <translation>The signatures hold, but the verdicts cannot be recomputed, so this cannot be confirmed. %s</translation>
    </message>
    <message>
        <source>検証できません。%s</source>
        <translation>Cannot be verified. %s</translation>
    </message>
    <message>
        <source>案件名</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>所在地</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>区分</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>%(role)sの署名&#x3000;%(who)s</source>
        <translation>Signature of the %(role)s: %(who)s</translation>
    </message>
    <message>
        <source>署名後の変更</source>
        <translation>Unchanged since signing</translation>
    </message>
    <message>
        <source>署名者は本人か</source>
        <translation>Signer known</translation>
    </message>
    <message>
        <source>証明書の失効</source>
        <translation>Revocation</translation>
    </message>
    <message>
        <source>署名の時刻</source>
        <translation>Time of signing</translation>
    </message>
    <message>
        <source>発行者</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>有効期間</source>
        <translation>Validity</translation>
    </message>
    <message>
        <source>指紋（SHA-256）</source>
        <translation>Fingerprint (SHA-256)</translation>
    </message>
    <message>
        <source>この署名者を信頼する…</source>
        <translation>Trust this signer…</translation>
    </message>
    <message>
        <source>埋め込まれた評価データからの再計算</source>
        <translation>Recomputed from the embedded assessment</translation>
    </message>
    <message>
        <source>版 %(edition)s の%(rows)d項目を再計算しました。全体の判定：%(result)s</source>
        <translation>Edition %(edition)s, %(rows)d rows recomputed. Result: %(result)s</translation>
    </message>
    <message>
        <source>✓ 印字された判定とすべて一致します。</source>
        <translation>✓ All printed verdicts agree.</translation>
    </message>
    <message>
        <source>埋め込まれた評価を見る（読み取り専用）</source>
        <translation>Look at the embedded assessment (read-only)</translation>
    </message>
    <message>
        <source>一致しない判定</source>
        <translation>Verdicts that differ</translation>
    </message>
    <message>
        <source>ファイルの指紋（SHA-256）</source>
        <translation>File’s SHA-256</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>集計・判定</source>
        <translation>Tallies and result</translation>
    </message>
    <message>
        <source>集計表</source>
        <translation>Summary</translation>
    </message>
    <message>
        <source>理由と記録</source>
        <translation>Reasons and records</translation>
    </message>
</context>
<context>
    <name>ReviewList</name>
    <message>
        <source>確認済みにする</source>
        <translation>Mark as confirmed</translation>
    </message>
    <message>
        <source>指摘を書く</source>
        <translation>Write a finding</translation>
    </message>
    <message>
        <source>保留にする</source>
        <translation>Defer</translation>
    </message>
    <message>
        <source>審査者の判定：適合、不適合、非対象</source>
        <translation>Examiner’s verdict: conforming, not conforming, not applicable</translation>
    </message>
    <message>
        <source>定型文で指摘を書き始める</source>
        <translation>Begin a finding with a standard phrase</translation>
    </message>
    <message>
        <source>前回までの指摘への回答を了承する</source>
        <translation>Accept the answer to an earlier finding</translation>
    </message>
    <message>
        <source>この回の審査の記録を取り消す</source>
        <translation>Take back what was said of the row in this round</translation>
    </message>
    <message>
        <source>次の未審査の項目へ移る</source>
        <translation>Go to the next row not looked at</translation>
    </message>
    <message>
        <source>申請者のシートでその項目を開く</source>
        <translation>Open the row in the applicant’s sheet</translation>
    </message>
</context>
<context>
    <name>ReviewOffice</name>
    <message>
        <source>審査</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>指摘と回答</source>
        <translation>Findings and answers</translation>
    </message>
    <message>
        <source>前回からの変更</source>
        <translation>Changes since the last round</translation>
    </message>
    <message>
        <source>受信フォルダーをまとめて検証…</source>
        <translation>Verify an inbox…</translation>
    </message>
    <message>
        <source>経過を表に書き出す（CSV）…</source>
        <translation>Export history as a table (CSV)…</translation>
    </message>
    <message>
        <source>次の未審査</source>
        <translation>Next not looked at</translation>
    </message>
    <message>
        <source>_経過.csv</source>
        <translation>_history.csv</translation>
    </message>
    <message>
        <source>経過を表に書き出す</source>
        <translation>Export the history as a table</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>✓ 経過%(count)d行を書き出しました：%(path)s</source>
        <translation>✓ History exported, %(count)d lines: %(path)s</translation>
    </message>
    <message>
        <source>指摘</source>
        <translation>Findings</translation>
    </message>
    <message>
        <source>承認</source>
        <translation>approved</translation>
    </message>
    <message>
        <source>チェックシート</source>
        <translation>Checklist</translation>
    </message>
</context>
<context>
    <name>RowHead</name>
    <message>
        <source>区分は推定</source>
        <translation>category presumed</translation>
    </message>
    <message>
        <source>重要度 %s</source>
        <translation>Importance %s</translation>
    </message>
    <message>
        <source>難易度 %s</source>
        <translation>Difficulty %s</translation>
    </message>
</context>
<context>
    <name>RowModel</name>
    <message>
        <source>番号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>項目</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>区分</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>重要度</source>
        <translation>Imp.</translation>
    </message>
    <message>
        <source>難易度</source>
        <translation>Diff.</translation>
    </message>
    <message>
        <source>決め手</source>
        <translation>Decided by</translation>
    </message>
    <message>
        <source>判定</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>審査</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>指摘</source>
        <translation>Findings</translation>
    </message>
    <message>
        <source>人が判断</source>
        <translation>decided by a person</translation>
    </message>
    <message>
        <source>食い違い</source>
        <translation>against the entries</translation>
    </message>
    <message>
        <source>Y 適合&#x3000;N 不適合&#x3000;X 非対象&#x3000;Delete 取消</source>
        <translation>Y conforming, N not conforming, X not applicable, Delete withdraw</translation>
    </message>
</context>
<context>
    <name>RowPanel</name>
    <message>
        <source>審査の記録</source>
        <translation>Record of the review</translation>
    </message>
    <message>
        <source>審査者の判定</source>
        <translation>Examiner</translation>
    </message>
    <message>
        <source>審査者の判定：なし（Y・N・X）</source>
        <translation>Examiner’s verdict: none (Y · N · X)</translation>
    </message>
    <message>
        <source>根拠図面：%s</source>
        <translation>Drawings: %s</translation>
    </message>
    <message>
        <source>備考：%s</source>
        <translation>Remark: %s</translation>
    </message>
    <message>
        <source>前の審査（R%(number)d）：%(said)s</source>
        <translation>Earlier review (R%(number)d): %(said)s</translation>
    </message>
    <message>
        <source>審査者の判定：%s</source>
        <translation>Examiner’s verdict: %s</translation>
    </message>
    <message>
        <source>所見（報告書に載ります）</source>
        <translation>Remark (goes into the report)</translation>
    </message>
    <message>
        <source>項目を選んでください。</source>
        <translation>Choose a row.</translation>
    </message>
    <message>
        <source>申請者の判定：%s</source>
        <translation>Applicant’s verdict: %s</translation>
    </message>
</context>
<context>
    <name>RunDialog</name>
    <message>
        <source>進み具合</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>鍵を開いています…</source>
        <translation>Opening the key…</translation>
    </message>
    <message>
        <source>判定を計算しています…</source>
        <translation>Computing the verdicts…</translation>
    </message>
    <message>
        <source>ページを描き、長期保存の形式（PDF/A）に整えています…</source>
        <translation>Drawing the pages and preparing them for archiving (PDF/A)…</translation>
    </message>
    <message>
        <source>署名し、署名を確かめています…</source>
        <translation>Signing and checking the signature…</translation>
    </message>
    <message>
        <source>書き込み、読み返して確かめています…</source>
        <translation>Writing and reading back…</translation>
    </message>
    <message>
        <source>開く</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>フォルダーを表示</source>
        <translation>Show in folder</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>取りやめ</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>（%(at)d／%(count)d）</source>
        <translation> (%(at)d of %(count)d)</translation>
    </message>
    <message>
        <source>取りやめました。ファイルは作られていません。</source>
        <translation>Cancelled. No file was made.</translation>
    </message>
    <message>
        <source>取りやめています…</source>
        <translation>Cancelling…</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>番号</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>項目</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>申請者の判定</source>
        <translation>Applicant</translation>
    </message>
    <message>
        <source>審査</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>審査者の判定</source>
        <translation>Examiner</translation>
    </message>
    <message>
        <source>指摘</source>
        <translation>Findings</translation>
    </message>
    <message>
        <source>審査済 %(seen)d／%(total)d</source>
        <translation>Looked at: %(seen)d of %(total)d</translation>
    </message>
    <message>
        <source>特定の項目によらない指摘</source>
        <translation>Findings that are about no single row</translation>
    </message>
    <message>
        <source>（R%(number)d：%(said)s）</source>
        <translation> (R%(number)d: %(said)s)</translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>子育て支援住宅 認定基準チェック</source>
        <translation>Criteria check: housing for families with children</translation>
    </message>
    <message>
        <source>設定…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>最近使ったファイル：%s</source>
        <translation>Recent file: %s</translation>
    </message>
    <message>
        <source>保存した評価は、次からここに並びます。ファイルをこの画面に落としても開けます。</source>
        <translation>Saved assessments will be listed here. You can also drop a file on this window.</translation>
    </message>
    <message>
        <source>実例を見る</source>
        <translation>Look at an example</translation>
    </message>
    <message>
        <source>実例を開く（二戸の建物）</source>
        <translation>Open the example (two dwellings)</translation>
    </message>
    <message>
        <source>写しとして開くので、自由に変えられます。</source>
        <translation>It opens as a copy: change it as you like.</translation>
    </message>
    <message>
        <source>署名の検証</source>
        <translation>Verify signatures</translation>
    </message>
    <message>
        <source>受け取ったPDFを検証…</source>
        <translation>Verify a received PDF…</translation>
    </message>
    <message>
        <source>受信フォルダーをまとめて検証…</source>
        <translation>Verify a folder of received files…</translation>
    </message>
    <message>
        <source>案件一覧…</source>
        <translation>Cases…</translation>
    </message>
    <message>
        <source>前回、ファイルに保存されなかった作業が残っています</source>
        <translation>Work that was not saved to a file last time</translation>
    </message>
    <message>
        <source>開く</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>破棄…</source>
        <translation>Discard…</translation>
    </message>
    <message>
        <source>開く：%s</source>
        <translation>Open: %s</translation>
    </message>
    <message>
        <source>破棄：%s</source>
        <translation>Discard: %s</translation>
    </message>
    <message>
        <source>続きから</source>
        <translation>Go on with a file</translation>
    </message>
    <message>
        <source>ファイルを開く…</source>
        <translation>Open a file…</translation>
    </message>
</context>
<context>
    <name>StepModel</name>
    <message>
        <source>すべての表</source>
        <translation>All tables</translation>
    </message>
    <message>
        <source>確かめること %s件</source>
        <translation>%s to look at</translation>
    </message>
</context>
<context>
    <name>SummaryModel</name>
    <message>
        <source>すべて</source>
        <translation>All</translation>
    </message>
    <message>
        <source>選択の最低数</source>
        <translation>Minimum of optional rows</translation>
    </message>
    <message>
        <source>あと%s</source>
        <translation>%s to go</translation>
    </message>
    <message>
        <source>別表</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>区分</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>項目数</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>必要適合項目数</source>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>チェック結果</source>
        <translation>Result</translation>
    </message>
</context>
<context>
    <name>TablePage</name>
    <message>
        <source>判定表</source>
        <translation>Rows</translation>
    </message>
    <message>
        <source>すべての表を、絞り込まずに見る</source>
        <translation>Show all tables without a filter</translation>
    </message>
    <message>
        <source>すべての表</source>
        <translation>All tables</translation>
    </message>
    <message>
        <source>「%s」を含む項目はありません。別の言葉でお探しください。</source>
        <translation>No row contains “%s”. Try another word.</translation>
    </message>
    <message>
        <source>ここに未判定の項目はありません。</source>
        <translation>No row is undetermined here.</translation>
    </message>
    <message>
        <source>ここに不適合の項目はありません。</source>
        <translation>No row fails here.</translation>
    </message>
    <message>
        <source>ここに再確認が要る判断はありません。</source>
        <translation>No decision waits to be checked again here.</translation>
    </message>
    <message>
        <source>ここに未審査の項目はありません。</source>
        <translation>No row here is still to be looked at.</translation>
    </message>
    <message>
        <source>ここに指摘のある項目はありません。</source>
        <translation>No row here has a finding.</translation>
    </message>
    <message>
        <source>この区分で判定する項目はありません。</source>
        <translation>No row applies in this category.</translation>
    </message>
</context>
<context>
    <name>TallyBar</name>
    <message>
        <source>集計</source>
        <translation>Tallies</translation>
    </message>
    <message>
        <source>（非対象%s）</source>
        <translation>(%s n/a) </translation>
    </message>
    <message>
        <source>&#x3000;あと%s</source>
        <translation>%s to go</translation>
    </message>
    <message>
        <source>あと%s</source>
        <translation>%s to go</translation>
    </message>
</context>
<context>
    <name>TightnessPage</name>
    <message>
        <source>項目</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>今の決め手</source>
        <translation>Rests on now</translation>
    </message>
    <message>
        <source>余裕</source>
        <translation>Margin</translation>
    </message>
    <message>
        <source>小さくなったとき</source>
        <translation>Then</translation>
    </message>
    <message>
        <source>余裕の少ない項目</source>
        <translation>Rows with little margin</translation>
    </message>
    <message>
        <source>小さくなる寸法</source>
        <translation>How much smaller</translation>
    </message>
    <message>
        <source>仕上げが厚くなるなどで、内法・有効の寸法がすべて</source>
        <translation>If, by a thicker finish, every inside and clear size were</translation>
    </message>
    <message>
        <source>寸法の余裕</source>
        <translation>Margins</translation>
    </message>
    <message>
        <source>小さくなったら：</source>
        <translation>smaller:</translation>
    </message>
    <message>
        <source>室の両側の壁で厚くなるときは、その合計を入れてください。棒は基準との差で、縦線が基準、◆ が推奨値です。</source>
        <translation>Where walls on both sides grow thicker, enter the sum. The bar is the distance to the limit: the line is the limit, ◆ the recommended value.</translation>
    </message>
    <message>
        <source>小さくした寸法：%s</source>
        <translation>Dimensions made smaller: %s</translation>
    </message>
    <message>
        <source>辺とともに小さくした面積：%s</source>
        <translation>Areas made smaller with their sides: %s</translation>
    </message>
    <message>
        <source>辺が分からず、変えずに調べた面積：%s</source>
        <translation>Areas left as they are, their sides being unknown: %s</translation>
    </message>
    <message>
        <source>適合でなくなる項目 %s</source>
        <translation>%s rows would no longer conform</translation>
    </message>
    <message>
        <source>適合のままです</source>
        <translation>all rows still conform</translation>
    </message>
    <message>
        <source>適合でなくなる項目</source>
        <translation>Rows that would no longer conform</translation>
    </message>
    <message>
        <source>%s項目</source>
        <translation>%s rows</translation>
    </message>
    <message>
        <source>適合の項目（余裕の少ない順）</source>
        <translation>Rows that conform, the tightest first</translation>
    </message>
</context>
<context>
    <name>TokenPart</name>
    <message>
        <source>トークンを読んでいます…</source>
        <translation>Reading the tokens…</translation>
    </message>
    <message>
        <source>PKCS#11ライブラリを選ぶ</source>
        <translation>Choose the PKCS#11 library</translation>
    </message>
    <message>
        <source>ライブラリ (*.so *.dll *.dylib);;すべてのファイル (*)</source>
        <translation>Libraries (*.so *.dll *.dylib);;All files (*)</translation>
    </message>
    <message>
        <source>トークンが見つかりません。差し込んで「読み直す」を押してください。</source>
        <translation>No token found. Insert it and press “Read again”.</translation>
    </message>
    <message>
        <source>自動（署名できるものが一つのとき）</source>
        <translation>Automatic (where one alone can sign)</translation>
    </message>
    <message>
        <source>有効期限 %s</source>
        <translation>valid until %s</translation>
    </message>
    <message>
        <source>！ このトークンのPINはロックされています。</source>
        <translation>！ The PIN of this token is locked.</translation>
    </message>
    <message>
        <source>！ 次にPINを間違えると、このトークンはロックされます。</source>
        <translation>！ One more wrong PIN locks this token.</translation>
    </message>
    <message>
        <source>！ 前回のPINが間違っていました。続けて間違えるとロックされます。</source>
        <translation>！ The last PIN was wrong. Further wrong PINs lock the token.</translation>
    </message>
    <message>
        <source>%(maker)s&#x3000;製造番号 %(serial)s</source>
        <translation>%(maker)s   serial number %(serial)s</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>☰ 手順</source>
        <translation>☰ Steps</translation>
    </message>
    <message>
        <source>手順の一覧を出す・しまう</source>
        <translation>Show or hide the steps</translation>
    </message>
    <message>
        <source>検索（Ctrl+F）</source>
        <translation>Search (Ctrl+F)</translation>
    </message>
    <message>
        <source>項目を探す</source>
        <translation>Find a row</translation>
    </message>
    <message>
        <source>！ 保存できません</source>
        <translation>！ Cannot be saved</translation>
    </message>
    <message>
        <source>すべて</source>
        <translation>All</translation>
    </message>
    <message>
        <source>未審査</source>
        <translation>Not yet looked at</translation>
    </message>
    <message>
        <source>指摘</source>
        <translation>Findings</translation>
    </message>
    <message>
        <source>表示：%s</source>
        <translation>Show: %s</translation>
    </message>
    <message>
        <source>（案件名なし）</source>
        <translation>(unnamed)</translation>
    </message>
    <message>
        <source>案件のメニュー：%s</source>
        <translation>Menu of the case: %s</translation>
    </message>
    <message>
        <source>保存済 %s</source>
        <translation>Saved %s</translation>
    </message>
    <message>
        <source>作業用の写しに保存済 %s</source>
        <translation>Kept in the working copy %s</translation>
    </message>
    <message>
        <source>読み取り専用</source>
        <translation>Read-only</translation>
    </message>
    <message>
        <source>未保存</source>
        <translation>Not saved</translation>
    </message>
</context>
<context>
    <name>TrustDialog</name>
    <message>
        <source>信頼する証明書</source>
        <translation>Trusted certificates</translation>
    </message>
    <message>
        <source>信頼する証明書と失効リスト</source>
        <translation>Trusted certificates and revocation lists</translation>
    </message>
    <message>
        <source>まだありません。行政庁や認証局の証明書、失効リストをファイルから追加するか、検証の結果から署名者を信頼してください。</source>
        <translation>None yet. Add certificates of offices and authorities, or revocation lists, from a file, or trust a signer from the result of a verification.</translation>
    </message>
    <message>
        <source>ファイルから追加…</source>
        <translation>Add from a file…</translation>
    </message>
    <message>
        <source>信頼をやめる</source>
        <translation>Stop trusting</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>証明書または失効リストを選ぶ</source>
        <translation>Choose a certificate or revocation list</translation>
    </message>
    <message>
        <source>証明書・失効リスト (*.pem *.crt *.cer *.der *.crl)</source>
        <translation>Certificates and revocation lists (*.pem *.crt *.cer *.der *.crl)</translation>
    </message>
</context>
<context>
    <name>TrustModel</name>
    <message>
        <source>名義</source>
        <translation>Holder</translation>
    </message>
    <message>
        <source>使いみち</source>
        <translation>Used for</translation>
    </message>
    <message>
        <source>発行者</source>
        <translation>Issuer</translation>
    </message>
    <message>
        <source>有効期限</source>
        <translation>Valid until</translation>
    </message>
    <message>
        <source>指紋（SHA-256）</source>
        <translation>Fingerprint (SHA-256)</translation>
    </message>
    <message>
        <source>認証局（証明したすべての人）</source>
        <translation>Authority (everybody it certified)</translation>
    </message>
    <message>
        <source>失効の確認（%d件）</source>
        <translation>Revocation (%d entries)</translation>
    </message>
    <message>
        <source>この証明書だけ</source>
        <translation>This certificate only</translation>
    </message>
    <message>
        <source>✕ 期限切れ %s</source>
        <translation>✕ Expired %s</translation>
    </message>
    <message>
        <source>本人</source>
        <translation>Holder</translation>
    </message>
</context>
<context>
    <name>TrustQuestion</name>
    <message>
        <source>この認証局が証明したすべての署名者を信頼しますか。</source>
        <translation>Trust every signer that this authority certified?</translation>
    </message>
    <message>
        <source>この失効リストを署名者の確認に使いますか。</source>
        <translation>Use this revocation list to check signers?</translation>
    </message>
    <message>
        <source>この署名者の証明書を信頼しますか。</source>
        <translation>Trust this signer’s certificate?</translation>
    </message>
    <message>
        <source>名義：%(holder)s
発行者：%(issuer)s
有効期限：%(until)s
指紋（SHA-256）：
%(fingerprint)s</source>
        <translation>Holder: %(holder)s
Issuer: %(issuer)s
Valid until: %(until)s
Fingerprint (SHA-256):
%(fingerprint)s</translation>
    </message>
    <message>
        <source>取り消された証明書：%d件。リストの署名は、検証のたびに発行者の証明書で確かめます。</source>
        <translation>Revoked certificates: %d. The list’s own signature is checked against the issuer’s certificate at every verification.</translation>
    </message>
    <message>
        <source>名前は誰でも名乗れます。本人から別の方法（電話・対面など）で受け取った指紋と同じことを確かめてください。</source>
        <translation>Anyone can use any name. Make sure that the fingerprint is the one the holder gave you in another way (by telephone, in person).</translation>
    </message>
</context>
<context>
    <name>UnitHeader</name>
    <message>
        <source>タイプの名前</source>
        <translation>Name of the type</translation>
    </message>
    <message>
        <source>このタイプの戸数</source>
        <translation>Dwellings of this type</translation>
    </message>
    <message>
        <source>戸数</source>
        <translation>Dwellings</translation>
    </message>
    <message>
        <source>申請する</source>
        <translation>Applied for</translation>
    </message>
    <message>
        <source>部位はすべて入力した</source>
        <translation>All parts are listed</translation>
    </message>
    <message>
        <source>コピーして新しいタイプ</source>
        <translation>Copy to a new type</translation>
    </message>
    <message>
        <source>比べるタイプ</source>
        <translation>Type compared with</translation>
    </message>
    <message>
        <source>建物・共用部</source>
        <translation>Building, common parts</translation>
    </message>
    <message>
        <source>自動：部位が一つでもあれば、書いていない部位は「ない」とみなします。</source>
        <translation>Automatic: once there is a part, parts not listed count as not there.</translation>
    </message>
    <message>
        <source>書いていない部位は「ない」とみなします（非対象になります）。</source>
        <translation>Parts not listed count as not there (not applicable).</translation>
    </message>
    <message>
        <source>まだ途中：書いていない部位は「分からない」まま、未判定にします。</source>
        <translation>Not finished: parts not listed stay unknown and undetermined.</translation>
    </message>
    <message>
        <source>比べない</source>
        <translation>No comparison</translation>
    </message>
    <message>
        <source>%s と比べる</source>
        <translation>Compare with %s</translation>
    </message>
</context>
<context>
    <name>UnitTypeHeader</name>
    <message>
        <source>申請</source>
        <translation>Apply</translation>
    </message>
</context>
<context>
    <name>UpgradeDialog</name>
    <message>
        <source>%s に移す</source>
        <translation>Take to %s</translation>
    </message>
    <message>
        <source>この評価を「%s」に移すと、次のようになります。</source>
        <translation>Taking this assessment to “%s” does this:</translation>
    </message>
    <message>
        <source>移した結果の報告</source>
        <translation>Report of the upgrade</translation>
    </message>
    <message>
        <source>新しい評価として開きます。今のファイルはそのまま残ります。移せない答えは新しい評価の中に保管し、元の版に戻すと戻ります。</source>
        <translation>It opens as a new assessment. The present file stays as it is. Answers that cannot go over are kept in the new assessment and come back when it is taken back.</translation>
    </message>
    <message>
        <source>移す</source>
        <translation>Take over</translation>
    </message>
</context>
<context>
    <name>VerifyOffice</name>
    <message>
        <source>受け取ったPDFを検証</source>
        <translation>Verify received PDFs</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>「%s」に埋め込まれた評価データを、このソフトで再計算したものです。読み取り専用です。</source>
        <translation>The assessment embedded in “%s”, recomputed by this program. It is read-only.</translation>
    </message>
</context>
<context>
    <name>VerifyWindow</name>
    <message>
        <source>%s の検証</source>
        <translation>Verification of %s</translation>
    </message>
    <message>
        <source>進み具合</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>検証の結果</source>
        <translation>Result of the verification</translation>
    </message>
    <message>
        <source>信頼する証明書…</source>
        <translation>Trusted certificates…</translation>
    </message>
    <message>
        <source>別のPDFを検証…</source>
        <translation>Verify another PDF…</translation>
    </message>
    <message>
        <source>取りやめ</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>閉じる</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>検証しています…</source>
        <translation>Verifying…</translation>
    </message>
    <message>
        <source>署名を検証しています…</source>
        <translation>Verifying the signatures…</translation>
    </message>
    <message>
        <source>埋め込まれた評価データから判定を再計算しています…</source>
        <translation>Recomputing the verdicts from the embedded assessment…</translation>
    </message>
    <message>
        <source>検証を取りやめました。</source>
        <translation>Verification was cancelled.</translation>
    </message>
</context>
<context>
    <name>WayPage</name>
    <message>
        <source>項目</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>難易度</source>
        <translation>Diff.</translation>
    </message>
    <message>
        <source>判定</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>決め手</source>
        <translation>Decided by</translation>
    </message>
    <message>
        <source>合格までに残っていること</source>
        <translation>What is left to do</translation>
    </message>
    <message>
        <source>難易度のない項目は使わない</source>
        <translation>Leave out rows without a difficulty</translation>
    </message>
    <message>
        <source>見方だけを変えます。除いた項目として保存されず、書類にも影響しません。</source>
        <translation>Changes the view only: the rows are not saved as ruled out, and no paper is affected.</translation>
    </message>
    <message>
        <source>除いた項目をすべて戻す</source>
        <translation>Take all ruled-out rows back in</translation>
    </message>
    <message>
        <source>合格への道</source>
        <translation>Way to pass</translation>
    </message>
    <message>
        <source>チェックを外した選択項目は使いません（スペース）。Enter で項目を開きます。</source>
        <translation>Optional rows without a tick are not used (Space). Enter opens the row.</translation>
    </message>
    <message>
        <source>すべての必須項目と必要数を満たしています。</source>
        <translation>Every required row and every minimum is met.</translation>
    </message>
    <message>
        <source>必須 あと%s項目</source>
        <translation>Required: %s to go</translation>
    </message>
    <message>
        <source>選択 あと%s項目</source>
        <translation>Optional: %s to go</translation>
    </message>
    <message>
        <source>選択の難易度の合計 %s（これより小さい組合せはありません）</source>
        <translation>Summed difficulty of the optional rows %s (no set has a smaller one)</translation>
    </message>
    <message>
        <source>%(name)s は、残りの項目をすべて満たしてもあと%(count)s項目足りません</source>
        <translation>%(name)s stays %(count)s short even if every remaining row is met</translation>
    </message>
    <message>
        <source>%(count)s項目&#x3000;難易度の合計 %(sum)s</source>
        <translation>%(count)s rows, difficulties together %(sum)s</translation>
    </message>
    <message>
        <source>必須で残っている項目</source>
        <translation>Required rows still open</translation>
    </message>
    <message>
        <source>選択：難易度の合計が最も小さい組合せ</source>
        <translation>Optional: the set with the least summed difficulty</translation>
    </message>
    <message>
        <source>選択：難易度の数字がない項目</source>
        <translation>Optional: rows without a difficulty</translation>
    </message>
    <message>
        <source>使わないことにした選択項目</source>
        <translation>Optional rows ruled out</translation>
    </message>
    <message>
        <source>%s項目</source>
        <translation>%s rows</translation>
    </message>
    <message>
        <source>数字のある項目だけでは足りない分です</source>
        <translation>needed because the rows with a figure are not enough</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>なぜ？</source>
        <translation>Why?</translation>
    </message>
    <message>
        <source>この項目の入力</source>
        <translation>Entries of this row</translation>
    </message>
    <message>
        <source>条件と結果</source>
        <translation>Conditions and results</translation>
    </message>
    <message>
        <source>基準</source>
        <translation>Criterion</translation>
    </message>
    <message>
        <source>入力</source>
        <translation>Entries</translation>
    </message>
    <message>
        <source>入力する値はありません。部位（住戸タイプ、室、建具など）の入力で決まります。</source>
        <translation>There is no value to enter. The row follows from the parts (unit types, rooms, doors …) that are listed.</translation>
    </message>
    <message>
        <source>部位を入力する</source>
        <translation>List the parts</translation>
    </message>
    <message>
        <source>図面・備考</source>
        <translation>Drawing and remark</translation>
    </message>
    <message>
        <source>根拠図面</source>
        <translation>Drawing</translation>
    </message>
    <message>
        <source>備考</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>例：A-12</source>
        <translation>e.g. A-12</translation>
    </message>
    <message>
        <source>解釈</source>
        <translation>Reading</translation>
    </message>
    <message>
        <source>出典</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>住戸タイプ&#x3000;%s</source>
        <translation>Unit types  %s</translation>
    </message>
    <message>
        <source>提出者のシートです。審査では変更できません。審査の記録は「審査」のページに書きます。</source>
        <translation>This is the applicant’s sheet; a review cannot change it. Notes of the review are written on the page “Review”.</translation>
    </message>
    <message>
        <source>努力義務（判定には数えません）：%s</source>
        <translation>To be striven for (does not decide): %s</translation>
    </message>
    <message>
        <source>&#x3000;別の読み方：%s</source>
        <translation>   Other reading: %s</translation>
    </message>
    <message>
        <source>確かめる図書：%s</source>
        <translation>To be seen in: %s</translation>
    </message>
</context>
<context>
    <name>YearChart</name>
    <message>
        <source>年度ごとの認定住戸</source>
        <translation>Certified dwellings by year</translation>
    </message>
    <message>
        <source>%(year)s：新たに %(added)s、計 %(total)s</source>
        <translation>%(year)s: %(added)s added, %(total)s in all</translation>
    </message>
    <message>
        <source>認定された住戸はまだありません</source>
        <translation>No dwelling is certified yet</translation>
    </message>
    <message>
        <source>目標 %s</source>
        <translation>target %s</translation>
    </message>
</context>
<context>
    <name>YesNo</name>
    <message>
        <source>はい</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>いいえ</source>
        <translation>No</translation>
    </message>
</context>
</TS>

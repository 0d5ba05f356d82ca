namespace KmCommons.Tests.Mail;

/// <summary>Answers as mail programs send them, and what was typed in each.</summary>
internal static class ReplySamples
{
    /// <summary>Each sample: where it comes from, the letter, the answer.</summary>
    public static TheoryData<string, string, string> All
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var sample in Samples.Split("\n##### ", StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = sample.Split("\n=====\n");
                var (name, body) = parts[0].Split('\n', 2) is [var first, var rest] ? (first, rest) : (parts[0], "");
                // The space of a signature's line is written as · here, where no editor takes it away
                all.Add(name, body.Replace('·', ' '), parts[1].TrimEnd('\n'));
            }
            return all;
        }
    }

    private const string Samples = """

        ##### plain English
        Thank you, we will come.

        Noi
        =====
        Thank you, we will come.

        Noi
        ##### plain Thai with a colon, a year and an address
        เมื่อวานประชุมที่วัด ปี 2569 มีคนมา 12 คน
        ติดต่อ noi@x.example เวลา 10:30 น.:
        เตรียมน้ำไว้ด้วย
        =====
        เมื่อวานประชุมที่วัด ปี 2569 มีคนมา 12 คน
        ติดต่อ noi@x.example เวลา 10:30 น.:
        เตรียมน้ำไว้ด้วย
        ##### Gmail English, broken line
        I agree.

        On Mon, Nov 23, 2026 at 7:00 AM Khlang Khwamru Mueang Khon <
        km@commons.example> wrote:

        > Three new notes
        > this week
        =====
        I agree.
        ##### Gmail Thai
        เห็นด้วยค่ะ

        เมื่อ วันจันทร์ที่ 23 พฤศจิกายน พ.ศ. 2569 เวลา 7:00 คลังความรู้เมืองคอน <km@commons.example> ได้เขียนว่า:

        > สัปดาห์นี้มีบันทึกใหม่
        > 3 เรื่อง
        =====
        เห็นด้วยค่ะ
        ##### Gmail Thai, broken line and short date
        เห็นด้วยครับ
        พรุ่งนี้เจอกัน

        เมื่อ จ. 23 พ.ย. 2026 เวลา 07:00 คลังความรู้เมืองคอน
        <km@commons.example> เขียนว่า:

        > สัปดาห์นี้
        =====
        เห็นด้วยครับ
        พรุ่งนี้เจอกัน
        ##### Gmail Thai of another kind
        รับทราบ

        ในวันที่ จ. 23 พ.ย. 2026 เวลา 07:00 คลังความรู้ <km@commons.example> เขียนว่า:
        > สัปดาห์นี้
        =====
        รับทราบ
        ##### Gmail Thai, quoted text not marked
        รับทราบค่ะ

        เมื่อ 23 พ.ย. 2569 07:00, "คลังความรู้" <km@commons.example> เขียนว่า:

        สัปดาห์นี้มีบันทึกใหม่ 3 เรื่อง
        https://km.example/n/81116
        =====
        รับทราบค่ะ
        ##### Gmail old form with the date first
        ตกลง

        2026-11-23 7:00 GMT+07:00 คลังความรู้ <km@commons.example>:

        > สัปดาห์นี้
        =====
        ตกลง
        ##### Thai digits
        ได้ครับ
        เมื่อ ๒๓ พ.ย. ๒๕๖๙ ๐๗:๐๐ น. คลังความรู้ <km@commons.example> เขียนว่า:
        > สัปดาห์นี้
        =====
        ได้ครับ
        ##### Apple Mail English with its device
        Yes.

        Sent from my iPhone

        > On 23 Nov 2026, at 07:00, KM Commons <km@commons.example> wrote:
        >
        > Three new notes
        =====
        Yes.
        ##### Apple Mail Thai with its device
        ได้เลยครับ

        ส่งจาก iPhone ของฉัน

        > เมื่อ 23 พ.ย. 2569 BE เวลา 07:00 คลังความรู้ <km@commons.example> เขียนว่า:
        >
        > สัปดาห์นี้
        =====
        ได้เลยครับ
        ##### only the device
        ขอบคุณค่ะ
        จาก iPhone
        =====
        ขอบคุณค่ะ
        ##### Samsung Thai
        โอเค

        ส่งจากสมาร์ทโฟน Samsung Galaxy ของฉัน

        -------- ข้อความต้นฉบับ --------
        จาก: คลังความรู้ <km@commons.example>
        วันที่: 23/11/2569 07:00 (GMT+07:00)
        สัปดาห์นี้
        =====
        โอเค
        ##### Samsung English
        Fine
        -------- Original message --------
        From: KM Commons <km@commons.example>
        Date: 23/11/26 07:00 (GMT+07:00)
        =====
        Fine
        ##### Outlook English
        We need more water pumps.

        Noi

        ________________________________
        From: KM Commons <km@commons.example>
        Sent: Monday, 23 November 2026 07:00
        To: Noi
        Subject: News of the week

        Three new notes
        =====
        We need more water pumps.

        Noi
        ##### Outlook Thai
        ขอเพิ่มเครื่องสูบน้ำครับ

        ________________________________

        จาก: คลังความรู้ <km@commons.example>
        ส่ง: 23 พฤศจิกายน 2569 07:00
        ถึง: น้อย
        เรื่อง: ข่าวประจำสัปดาห์

        สัปดาห์นี้
        =====
        ขอเพิ่มเครื่องสูบน้ำครับ
        ##### Outlook without the rule, in bold
        Agreed.

        *From:* KM Commons <km@commons.example>
        *Sent:* Monday, 23 November 2026 07:00
        *To:* Noi <noi@x.example>
        *Subject:* News

        Three new notes
        =====
        Agreed.
        ##### Outlook for iOS
        ค่ะ

        Get Outlook for iOS<https://aka.ms/o0ukef>
        ________________________________
        From: คลังความรู้ <km@commons.example>
        Sent: Monday, November 23, 2026 7:00:00 AM
        =====
        ค่ะ
        ##### old Outlook
        No objection.

        -----Original Message-----
        From: KM Commons
        > Three new notes
        and more that is not marked
        =====
        No objection.
        ##### Yahoo
        Good idea
        Sent from Yahoo Mail on Android

          On Mon, 23 Nov 2026 at 7:00, KM Commons<km@commons.example> wrote:   Three new notes
        =====
        Good idea
        Sent from Yahoo Mail on Android

          On Mon, 23 Nov 2026 at 7:00, KM Commons<km@commons.example> wrote:   Three new notes
        ##### Thunderbird with a signature below
        On 23/11/2026 07:00, KM Commons wrote:
        > Three new notes

        I know all three.

        --·
        Noi, Bang Chak
        =====
        I know all three.
        ##### inline answers in Thai
        ตอบในเนื้อความนะคะ

        เมื่อ 23 พ.ย. 2569 07:00 คลังความรู้ <km@commons.example> เขียนว่า:
        > น้ำเค็มเดือนไหน
        เดือนเมษา
        > ใครรู้บ้าง
        >
        คุณลุงสมชาย
        กับคุณป้าศรี
        > ขอบคุณ
        =====
        ตอบในเนื้อความนะคะ

        เดือนเมษา

        คุณลุงสมชาย
        กับคุณป้าศรี
        ##### inline answers below a signature on top
        See below.
        --·
        Noi
        On Mon, 23 Nov 2026 07:00, KM Commons <km@commons.example> wrote:

        > When?
        In April.
        > Who?
        Uncle Somchai.
        =====
        See below.

        In April.

        Uncle Somchai.
        ##### an answer that comes right after the words above the quotes
        On Mon, 23 Nov 2026 07:00, KM Commons <km@commons.example> wrote:
        I answer here.
        > When?
        In April.
        =====
        I answer here.

        In April.
        ##### the same below a signature on top
        See below.
        --·
        Noi
        On Mon, 23 Nov 2026 07:00, KM Commons <km@commons.example> wrote:
        I answer here.
        > When?
        In April.
        =====
        See below.

        I answer here.

        In April.
        ##### words of one's own that look like a program's
        On 5 May Somchai wrote:
        the water is too salty.
        จาก: น้อย
        ถึง: ทุกคน
        เรื่อง: นัดประชุม
        ______
        Sent from my village with love
        and more below
        =====
        On 5 May Somchai wrote:
        the water is too salty.
        จาก: น้อย
        ถึง: ทุกคน
        เรื่อง: นัดประชุม
        ______
        Sent from my village with love
        and more below
        ##### one's own line before a name with an address
        วันที่ 5/12 ว่างค่ะ
        คลังความรู้ <km@commons.example> เขียนว่า:
        > นัดวันไหน
        =====
        วันที่ 5/12 ว่างค่ะ
        ##### one's own dated line before the program's
        On 23 Nov 2026 at 10:30 we all meet at the temple
        On Mon, 23 Nov 2026 07:00, KM Commons <km@commons.example> wrote:
        > When?
        =====
        On 23 Nov 2026 at 10:30 we all meet at the temple
        ##### a rule that is one's own
        หัวข้อแรก
        ____________________
        หัวข้อที่สอง
        --
        หัวข้อที่สาม
        =====
        หัวข้อแรก
        ____________________
        หัวข้อที่สอง
        --
        หัวข้อที่สาม
        ##### sent on
        น่าอ่านครับ
        ---------- ข้อความที่ส่งต่อ ---------
        จาก: คลังความรู้
        =====
        น่าอ่านครับ
        ##### nothing typed
        > สัปดาห์นี้

        ส่งจาก iPad ของผม
        =====

        ##### empty
        =====

        """;
}

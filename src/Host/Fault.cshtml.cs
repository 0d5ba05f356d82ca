using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Host;

/// <summary>The page for everything that went wrong: what, in Thai; what to do; and whatever was typed.</summary>
[OpenToAll, NotOnce]
[ResponseCache(NoStore = true)]
public sealed class Fault(Words words) : PageModel
{
    /// <summary>The HTTP status answered.</summary>
    public int Status => Response.StatusCode is 200 ? 404 : Response.StatusCode;

    /// <summary>What was typed, when a form was on its way.</summary>
    public CarriedForm? Carried { get; private set; }

    Refused? Refusal => HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error as Refused;

    /// <summary>The sentence of the refusal, or a general one for the status, in the reader's language.</summary>
    public string Sentence => Refusal is { } refused && refused.Message != Heading ? words.Say(refused) : words[Status switch
    {
        400 => "คำขอนี้อ่านไม่ออก ลองกลับไปหน้าก่อนแล้วทำอีกครั้ง",
        404 or 405 => "ถ้าท่านพิมพ์เลขบันทึกมา ลองดูว่าเลขครบไหม เลขบันทึกไม่เคยเปลี่ยน ชื่อเรื่องเปลี่ยนได้",
        413 => "ไฟล์หรือข้อความใหญ่เกินไป รูปหนึ่งรูปไม่เกิน 15 เมกะไบต์ ทั้งหมดไม่เกิน 60 เมกะไบต์",
        503 => "ระบบกำลังกลับมา ลองใหม่ในหนึ่งนาที ระหว่างนี้ยังอ่านเรื่องเดิมได้",
        _ => "เป็นความผิดของระบบ ไม่ใช่ของท่าน ผู้ดูแลเห็นแล้วในบันทึกของเครื่อง",
    }].Value;

    /// <summary>The heading for the status.</summary>
    public string Heading => Status switch
    {
        401 => "โปรดเข้าสู่ระบบอีกครั้ง",
        403 => "ยังทำเรื่องนี้ไม่ได้",
        404 or 405 => "ไม่มีหน้านี้ หรือเจ้าของเก็บไปแล้ว",
        409 => "มีคนแก้เรื่องเดียวกันอยู่",
        413 => "ใหญ่เกินกว่าจะรับได้",
        429 => "ส่งถี่เกินไป",
        503 => Carried is null ? "ตอนนี้ยังเปิดหน้านี้ไม่ได้" : "ตอนนี้บันทึกไม่ได้ แต่ข้อความของท่านยังอยู่",
        500 => "มีบางอย่างขัดข้อง",
        _ => "ยังทำรายการนี้ไม่ได้",
    };

    /// <summary>Whether what was typed may go on from here. Not what was refused for who sent it or from where: a page elsewhere could have typed it.</summary>
    public bool MaySendAgain => Status != 403;

    /// <summary>A fault on reading; 404 for who opens this page itself.</summary>
    public void OnGet()
    {
        Response.StatusCode = Status;
        Refusal?.SayWhen(Response);
    }

    /// <summary>A fault on sending: what was typed comes back.</summary>
    public void OnPost()
    {
        OnGet();
        Carried = CarriedForm.From(Request);
    }
}

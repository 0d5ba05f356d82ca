using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace KmCommons.Foundation;

/// <summary>A deed that cannot be done, said in a Thai sentence a person can act on. On a form the sentence stands above the kept text;
/// elsewhere it becomes an error page with the status.</summary>
/// <param name="status">400, 403, 404, 409, 413, 415, 422, 429 or 503.</param>
/// <param name="thai">The sentence; it is the key of the string localizer, so it stands in the module's English.json too.</param>
/// <param name="field">The form field it speaks of, or empty for the whole form.</param>
public sealed class Refused(int status, string thai, string field = "") : Exception(thai)
{
    /// <summary>The HTTP status to answer with.</summary>
    public int Status { get; } = status;

    /// <summary>The form field the sentence speaks of; empty for the whole form.</summary>
    public string Field { get; } = field;

    /// <summary>After which time it can be tried again (429); null where waiting does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Tells the browser after how many seconds it can be tried again, where that helps.</summary>
    public void SayWhen(HttpResponse response)
    {
        if (RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>404: it is not there, or not for this viewer; which of the two is never said.</summary>
    public static Refused NotFound() => new(404, "ไม่มีหน้านี้ หรือเจ้าของเก็บไปแล้ว");

    /// <summary>403: the viewer is known and may not.</summary>
    public static Refused NotAllowed() => new(403, "ท่านยังไม่มีสิทธิ์ทำเรื่องนี้ ถ้าคิดว่าควรทำได้ โปรดแจ้งผู้ดูแลระบบ");
}

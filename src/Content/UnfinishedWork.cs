using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>First thing inside a writing form: the fields by which the form says whose it is and which work it continues, the text of an unfinished one that was asked for, and the list of others.</summary>
public sealed class UnfinishedWork(CommonsDb db, Viewer viewer, TimeProvider clock) : ViewComponent
{
    /// <summary>What it shows.</summary>
    /// <param name="Who">For whom the form is made.</param>
    /// <param name="Work">The work that it continues; empty for a new one.</param>
    /// <param name="Came">The form that it continues and its turn; empty for none.</param>
    /// <param name="Fields">What is to be put into the form, or null.</param>
    /// <param name="Others">What else waits on this page.</param>
    /// <param name="Done">The keys and turns of what was done on this page since yesterday.</param>
    public sealed record Shown(long Who, string Work, string Came, string? Fields, IReadOnlyList<Unfinished> Others, IReadOnlyList<string> Done);

    /// <summary>Shows it.</summary>
    /// <param name="address">The page of the form.</param>
    public async Task<IViewComponentResult> InvokeAsync(string address)
    {
        var (stop, request) = (HttpContext.RequestAborted, HttpContext.Request);
        if (HttpMethods.IsPost(request.Method) && request.HasFormContentType)
        {
            // Comes back refused: the same work under a new key
            var (once, work) = (request.Form["once"].ToString(), request.Form["work"].ToString());
            return Show(new(viewer.Id, work.Length > 0 ? work : once, $"{once}:{request.Form["turn"]}", null, [], []));
        }
        var waiting = await Unfinished.Of(db, viewer.Id, address, stop);
        if (waiting.Find(u => u.Key == request.Query["unfinished"]) is not { } asked)
            return Show(new(viewer.Id, "", "", null, waiting, await Unfinished.DoneSince(db, viewer.Id, address, clock.GetUtcNow().AddDays(-1), stop)));
        return Show(new(viewer.Id, asked.Work, string.Create(CultureInfo.InvariantCulture, $"{asked.Key}:{asked.Turn}"), asked.Fields, [], []));
    }

    IViewComponentResult Show(Shown shown) => View("/Content/UnfinishedWork.cshtml", shown);
}

using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KmCommons.Foundation;

/// <summary>Every posted form is one transaction and is done once. The form carries a key (<c>once</c>, put there by <see cref="OnceTagHelper"/>);
/// the same key with the same content from the same person leads to where the first sending led. A deed that is <see cref="Refused"/>
/// shows its form again with everything typed.</summary>
public sealed class Once(CommonsDb db, Bell bell) : IAsyncPageFilter
{
    /// <inheritdoc/>
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (context.HandlerMethod is null && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && !IsErrorPage(http))
        {
            // Else the framework shows the page as if nothing had been sent, or fails for want of what it shows
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
            return;
        }
        // Here and not by the binder, which would speak English of a form that cannot be read
        var form = !HttpMethods.IsPost(http.Request.Method) || IsErrorPage(http) ? null : http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        if (form is null || http.GetEndpoint()?.Metadata.GetMetadata<NotOnceAttribute>() is not null)
        {
            Show(await next());
            return;
        }
        var key = Key(http, form);
        await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
        // A second sending waits here until the first is committed or gone
        var dayOnly = IsUnwitnessed(http);
        if (await db.Database.ExecuteSqlAsync($"insert into foundation.form_done (key, done_at) values ({key}, case when {dayOnly} then date_trunc('day', now()) else now() end) on conflict do nothing", http.RequestAborted) == 0)
        {
            var leadsTo = await db.Database.SqlQuery<string?>($"select leads_to as \"Value\" from foundation.form_done where key = {key}").SingleAsync(http.RequestAborted);
            context.Result = new LocalRedirectResult(leadsTo ?? "/");
            return;
        }
        var done = await next();
        if (Show(done))
            return;
        if (done.Exception is null && LeadsTo(done.Result) is { } url)
            await Commit(transaction, key, url);
    }

    async Task Commit(IDbContextTransaction transaction, string key, string url)
    {
        await db.Database.ExecuteSqlAsync($"update foundation.form_done set leads_to = {url} where key = {key}", CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        // Other servers hear of it by NOTIFY in a moment; whoever comes to this one next must not be shown a kept page of before
        bell.Ring();
    }

    static bool IsUnwitnessed(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<UnwitnessedAttribute>() is not null;

    static bool IsErrorPage(HttpContext http) => http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null;

    static Refused? Refusal(Exception? fault) => fault switch
    {
        Refused refused => refused,
        DbUpdateConcurrencyException or DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure } } =>
            new Refused(409, "มีคนบันทึกเรื่องเดียวกันไปเมื่อครู่ ข้อความของท่านยังอยู่ โปรดตรวจแล้วส่งอีกครั้ง"),
        _ => null,
    };

    static bool Show(PageHandlerExecutedContext done)
    {
        if (!HttpMethods.IsPost(done.HttpContext.Request.Method) || Refusal(done.Exception) is not { Status: not 404 } refused || done.HandlerInstance is not PageModel page)
            return false;
        done.ExceptionHandled = true;
        page.ModelState.AddModelError(refused.Field, page.HttpContext.RequestServices.GetRequiredService<Words>().Say(refused));
        page.Response.StatusCode = refused.Status;
        refused.SayWhen(page.Response);
        done.Result = page.Page();
        return true;
    }

    static string? LeadsTo(IActionResult? result) => result switch
    {
        RedirectResult redirect => redirect.Url,
        LocalRedirectResult redirect => redirect.Url,
        _ => null,
    };

    static string Key(HttpContext http, IFormCollection form)
    {
        var who = IsUnwitnessed(http) ? "" : http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? http.Connection.RemoteIpAddress + http.Request.Headers.UserAgent.ToString();
        var content = new StringBuilder(http.Request.Path).Append('\n').Append(http.Request.QueryString).Append('\n').Append(who);
        foreach (var field in form.OrderBy(f => f.Key, StringComparer.Ordinal))
            content.Append('\n').Append(field.Key).Append('\0').AppendJoin('\0', field.Value.ToArray());
        foreach (var file in form.Files)
            content.Append('\n').Append(file.FileName).Append('\0').Append(file.Length);
        if (!form.ContainsKey("once"))
            content.Append(Guid.NewGuid());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())));
    }
}

/// <summary>A page whose POST is not one transaction and has no key: a preview, the fault page, the sign-in (a wrong password counts although it is refused).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotOnceAttribute : Attribute;

/// <summary>A page whose form is given by somebody who must not be known afterwards: what is kept to do it once says nothing of who sent it, and no time finer than the day.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UnwitnessedAttribute : Attribute;

using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace KmCommons.Tests;

/// <summary>Somebody with a browser: opens pages, reads them, fills forms by the words beside the fields, presses buttons by the words on them.</summary>
public sealed class Visitor(HttpClient http)
{
    /// <summary>The bare client, for what a browser would not do.</summary>
    public HttpClient Http => http;

    /// <summary>Opens an address and follows where it leads.</summary>
    public async Task<Seen> Open(string address)
    {
        for (var hops = 0; ; hops++)
        {
            var answer = await http.GetAsync(address);
            if ((int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308) || hops == 8)
                return await Seen.From(this, answer, address);
            address = answer.Headers.Location!.OriginalString;
        }
    }

    /// <summary>Sends a filled form, as the browser does, and follows where it leads.</summary>
    public async Task<Seen> Send(HttpMethod method, string address, HttpContent content)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        var answer = await http.SendAsync(request);
        return (int)answer.StatusCode is 301 or 302 or 303 ? await Open(answer.Headers.Location!.OriginalString) : await Seen.From(this, answer, address);
    }

    /// <summary>Signs in through the sign-in page.</summary>
    public async Task SignIn(string name)
    {
        var page = await Open("/sign-in");
        var after = await page.Fill("ชื่อผู้ใช้หรืออีเมล", name).Fill("รหัสผ่าน", Village.Password).Press("เข้าสู่ระบบ");
        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.NotEqual("/sign-in", after.Address);
    }
}

/// <summary>A page as somebody sees it.</summary>
public sealed class Seen
{
    readonly Visitor visitor;
    readonly Dictionary<IElement, (string Name, byte[] Bytes)> files = [];

    Seen(Visitor visitor, HttpResponseMessage answer, string address, IDocument document) =>
        (this.visitor, Answer, Address, Document) = (visitor, answer, address, document);

    /// <summary>The answer as it came over the wire.</summary>
    public HttpResponseMessage Answer { get; }
    /// <summary>Where the page is.</summary>
    public string Address { get; }
    /// <summary>The page's tree.</summary>
    public IDocument Document { get; }
    /// <summary>The status.</summary>
    public HttpStatusCode Status => Answer.StatusCode;
    /// <summary>What one reads on the page, white space folded.</summary>
    public string Text => string.Join(' ', (Document.QuerySelector("main") ?? Document.Body!).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    internal static async Task<Seen> From(Visitor visitor, HttpResponseMessage answer, string address)
    {
        var html = await answer.Content.ReadAsStringAsync();
        var document = await BrowsingContext.New().OpenAsync(r => r.Content(html).Address("http://localhost" + (address.StartsWith('/') ? address : "/")));
        return new(visitor, answer, address, document);
    }

    /// <summary>Fills the field with this label.</summary>
    public Seen Fill(string label, string value)
    {
        switch (Field(label))
        {
            case IHtmlTextAreaElement area: area.Value = value; break;
            case IHtmlSelectElement select:
                var option = select.Options.FirstOrDefault(o => o.Text.Trim() == value || o.Value == value);
                Assert.True(option is not null, $"«{label}» has no choice «{value}»");
                select.Value = option.Value;
                break;
            case IHtmlInputElement { Type: "radio" or "checkbox" } tick: tick.IsChecked = value.Length > 0; break;
            case IHtmlInputElement input: input.Value = value; break;
        }
        return this;
    }

    /// <summary>Ticks the box or the choice with this label.</summary>
    public Seen Tick(string label) => Fill(label, "on");

    /// <summary>Chooses a file in the field with this label.</summary>
    public Seen Attach(string label, string name, byte[] bytes) => Attach(Field(label), name, bytes);

    /// <summary>Chooses a file in this field.</summary>
    public Seen Attach(IElement field, string name, byte[] bytes)
    {
        files[field] = (name, bytes);
        return this;
    }

    /// <summary>The field that the words beside it belong to.</summary>
    public IElement Field(string label)
    {
        var found = Document.QuerySelectorAll("label").OfType<IHtmlLabelElement>()
            .Where(l => l.TextContent.Trim().StartsWith(label, StringComparison.Ordinal)).Select(l => l.Control ?? l.QuerySelector("input,textarea,select")).FirstOrDefault(c => c is not null)
            ?? Document.QuerySelector($"[aria-label='{label}']");
        Assert.True(found is not null, $"There is no field «{label}» on {Address}: {Text}");
        return found!;
    }

    /// <summary>Presses the button with these words and follows where it leads.</summary>
    public Task<Seen> Press(string words)
    {
        var button = Document.QuerySelectorAll("button, input[type=submit]").FirstOrDefault(b => b.TextContent.Trim() == words)
            ?? Document.QuerySelectorAll("button").FirstOrDefault(b => b.TextContent.Contains(words, StringComparison.Ordinal));
        Assert.True(button is not null, $"There is no button «{words}» on {Address}: {Text}");
        return Submit((IHtmlElement)button!);
    }

    /// <summary>Follows the link with these words.</summary>
    public Task<Seen> Follow(string words)
    {
        var link = Document.QuerySelectorAll("a[href]").FirstOrDefault(a => a.TextContent.Trim() == words) ?? Document.QuerySelectorAll("a[href]").FirstOrDefault(a => a.TextContent.Contains(words, StringComparison.Ordinal));
        Assert.True(link is not null, $"There is no link «{words}» on {Address}: {Text}");
        return visitor.Open(link!.GetAttribute("href")!);
    }

    /// <summary>Presses this button and follows where it leads.</summary>
    public Task<Seen> Submit(IHtmlElement button)
    {
        var form = button.GetAttribute("form") is { } id ? (IHtmlFormElement)Document.GetElementById(id)! : (IHtmlFormElement)button.Closest("form")!;
        var action = button.GetAttribute("formaction") ?? form.GetAttribute("action") ?? Address;
        var fields = form.Elements.Where(e => e.HasAttribute("name") && !e.HasAttribute("disabled")).SelectMany(Values).ToList();
        if (button.GetAttribute("name") is { Length: > 0 } name)
            fields.Add((name, button.GetAttribute("value") ?? "", null));
        if (!string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase))
            return visitor.Open(action.Split('?')[0] + "?" + string.Join('&', fields.Select(f => Uri.EscapeDataString(f.Name) + "=" + Uri.EscapeDataString(f.Value))));
        var content = new MultipartFormDataContent();
        foreach (var (field, value, bytes) in fields)
            if (bytes is null)
                content.Add(new StringContent(value), $"\"{field}\"");
            else
                content.Add(new ByteArrayContent(bytes), $"\"{field}\"", $"\"{value}\"");
        return visitor.Send(HttpMethod.Post, action, content);
    }

    IEnumerable<(string Name, string Value, byte[]? Bytes)> Values(IElement element)
    {
        var name = element.GetAttribute("name")!;
        switch (element)
        {
            case IHtmlInputElement { Type: "file" }:
                if (files.TryGetValue(element, out var file))
                    yield return (name, file.Name, file.Bytes);
                break;
            case IHtmlInputElement { Type: "radio" or "checkbox" } tick:
                if (tick.IsChecked)
                    yield return (name, tick.Value, null);
                break;
            case IHtmlInputElement { Type: not ("submit" or "button") } input: yield return (name, input.Value ?? "", null); break;
            case IHtmlTextAreaElement area: yield return (name, area.Value ?? "", null); break;
            case IHtmlSelectElement select: yield return (name, select.Value ?? "", null); break;
        }
    }
}

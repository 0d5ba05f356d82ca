using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using KmCommons.Foundation;

namespace KmCommons.Digests;

/// <content>The HTML part: tables and inline styles, since mail readers know little else; 600 pixels at most, dark where the reader is dark.</content>
public sealed partial record DigestLetter
{
    static readonly HtmlEncoder Safe = HtmlEncoder.Create(ThaiHtml.Allowed);

    const string Font = "font-family:Sarabun,'Noto Sans Thai Looped','Noto Sans Thai','Leelawadee UI',Thonburi,Tahoma,sans-serif";
    const string Ink = "#211c15", Soft = "#4d4539", Faint = "#655b4c", Green = "#1d5233", Ochre = "#7d4a00", Indigo = "#31417f";
    const string Head = """
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        """;
    const string Style = """
        <style>
        a:focus-visible { outline: 2px solid #31417f; outline-offset: 2px; }
        @media (prefers-color-scheme: dark) {
          .paper { background: #181610 !important; } .leaf { background: #211e17 !important; border-color: #3b362b !important; }
          .ink { color: #eee6d6 !important; } .soft { color: #cdc3b0 !important; } .faint { color: #aea38e !important; }
          .green { color: #93cda4 !important; } .ochre { color: #e8b765 !important; } .indigo { color: #b3bdf3 !important; }
          .rule, .edge { border-color: #8d836f !important; }
        }
        @media (max-width: 480px) { .outer { padding: 0 !important; } .leaf { border: 0 !important; } .side { padding-left: 20px !important; padding-right: 20px !important; } }
        @media print { .paper, .leaf { background: #fff !important; border: 0 !important; } }
        </style>
        """;

    string WriteHtml()
    {
        var html = new StringBuilder($"<!doctype html>\n<html lang=\"{(w.English ? "en" : "th")}\">\n").Append(Head);
        html.Append(CultureInfo.InvariantCulture, $"\n<title>{E(Subject)}</title>\n{Style}\n</head>\n<body class=\"paper\" style=\"margin:0;background:#faf6ec\">\n");
        html.Append("<table role=\"presentation\" class=\"paper\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"background:#faf6ec\"><tr><td class=\"outer\" align=\"center\" style=\"padding:24px 0\">\n");
        html.Append("<table role=\"presentation\" class=\"leaf\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"max-width:600px;background:#fffdf7;border:1px solid #d8ccb6;text-align:left\">\n");
        Cell(html, "28px 24px 4px",
            P("ink", Ink, 20, 1.5, $"<span class=\"green\" style=\"color:{Green}\">&#9670;</span><span class=\"ochre\" style=\"color:#c98a1b\">&#9670;</span><span class=\"green\" style=\"color:{Green}\">&#9670;</span> <strong>{E(w[Site.Name])}</strong>"),
            $"<h1 class=\"ink\" style=\"margin:14px 0 0;font-size:26px;line-height:1.45;color:{Ink}\">{E(Name)}</h1>",
            P("soft", Soft, 18, 1.7, E(Headline)));
        foreach (var (heading, lines) in Sections)
        {
            Cell(html, "28px 24px 0", $"<h2 class=\"ink edge\" style=\"margin:0;border-top:3px double #857862;padding-top:10px;font-size:20px;line-height:1.45;color:{Ink}\">{E(heading)}</h2>");
            foreach (var line in lines)
                Cell(html, "20px 24px 0", Of(line));
        }
        if (digest.More > 0)
            Cell(html, "24px 24px 0", P("ink", Ink, 17, 1.7, $"{E(MoreWords)} {A(links.Site + "/", links.Site + "/", "green", Green)}"));
        Cell(html, "30px 24px 28px", $"<div class=\"rule\" style=\"border-top:1px solid #d8ccb6;padding-top:14px\">{P("faint", Faint, 16, 1.7, $"{E(Why)} {A(links.Read, WebWords, "green", Green)} · {A(links.Choose, ChangeWords, "green", Green)} · {A(links.Leave, LeaveWords, "green", Green)}")}</div>");
        return html.Append("</table>\n</td></tr></table>\n</body>\n</html>\n").ToString();
    }

    string[] Of(DigestLine line)
    {
        var (name, colour) = line.Kind switch { "is-aar" => ("ochre", Ochre), "is-case" => ("indigo", Indigo), _ => ("green", Green) };
        return
        [
            P(name, colour, 16, 1.7, $"<strong>{E(line.Kicker)}</strong>"),
            $"<h3 style=\"margin:0;font-size:19px;line-height:1.55\">{A(links.Site + line.Path, line.Title, "ink", Ink)}</h3>",
            line.Summary.Length == 0 ? "" : P("soft", Soft, 17, 1.7, E(line.Summary)),
            P("faint", Faint, 16, 1.7, string.Join("<br>", new[] { line.By, line.Because }.Where(p => p.Length > 0).Select(E)) + (AnswerTo(line) is { } answer ? "<br>" + A(answer, AnswerWords, "green", Green) : "")),
        ];
    }

    static void Cell(StringBuilder html, string padding, params string[] parts) =>
        html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"side\" style=\"padding:{padding};{Font};overflow-wrap:anywhere\">").AppendJoin("", parts).Append("</td></tr>\n");

    static string P(string name, string colour, int size, double line, string inside) =>
        string.Create(CultureInfo.InvariantCulture, $"<p class=\"{name}\" style=\"margin:0;font-size:{size}px;line-height:{line};color:{colour}\">{inside}</p>");

    static string A(string link, string words, string name, string colour) =>
        $"<a class=\"{name}\" href=\"{E(link)}\" style=\"color:{colour};text-decoration:underline;text-underline-offset:.4em;text-decoration-thickness:1px\">{E(words)}</a>";

    static string E(string text) => Safe.Encode(text);
}

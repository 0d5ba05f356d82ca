namespace KmCommons.BrowserTests;

/// <summary>The line under a link: below the vowels that hang from Thai letters, above the marks of the line that follows.</summary>
[Collection("site")]
public sealed class Underlines(RunningSite site)
{
    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Run_below_the_lower_vowels_and_above_the_marks_of_the_next_line(int width)
    {
        await using var phone = await Phone.Take(site, width);
        var found = new List<string>();
        foreach (var address in new[] { "/n/1004", await phone.FirstOf("/notes"), await phone.FirstOf("/aars"), await phone.FirstOf("/cases"), "/", "/notes", "/t/800119", "/b/bangchak", "/p/likhit-bangchak", "/circles", "/find?q=กองทุน", "/decisions", "/sign-in", "/about" })
        {
            await phone.Open(address);
            // Where the ink really is, as the browser's own face draws it
            found.AddRange(await phone.Page.EvaluateAsync<string[]>("""
                () => {
                  const pen = document.createElement('canvas').getContext('2d')
                  return [...document.querySelectorAll('main a')].filter(a => getComputedStyle(a).textDecorationLine == 'underline' && getComputedStyle(a).textDecorationColor != 'rgba(0, 0, 0, 0)' && !a.closest('sup') && /[ก-๙]/.test(a.textContent)).flatMap(a => {
                    const style = getComputedStyle(a), size = parseFloat(style.fontSize), offset = parseFloat(style.textUnderlineOffset), thick = parseFloat(style.textDecorationThickness) || 1
                    pen.font = `${style.fontWeight} 200px ${style.fontFamily}`
                    const ink = words => pen.measureText(words), below = ink('ปู่ รู้ คุณครู').actualBoundingBoxDescent * size / 200, above = ink('ปั้น ชี้ ที่').actualBoundingBoxAscent * size / 200, line = parseFloat(style.lineHeight)
                    return [offset < below && `reaches ${below.toFixed(1)} px, line at ${offset.toFixed(1)}`, line - above < offset + thick && `line to ${(offset + thick).toFixed(1)} px, marks of the next from ${(line - above).toFixed(1)}`,
                      style.textDecorationSkipInk != 'auto' && 'cuts what reaches deeper'].filter(Boolean).map(said => `${decodeURIComponent(location.pathname)} «${a.textContent.trim().slice(0, 30)}»: ${said}`)
                  })
                }
                """));
        }
        Assert.True(found.Count == 0, string.Join((char)10, found.Distinct()));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Of_the_line_above_a_title_keep_their_distance_from_it(int width)
    {
        await using var phone = await Phone.Take(site, width);
        foreach (var address in new[] { "/n/1004", await phone.FirstOf("/notes"), await phone.FirstOf("/aars"), await phone.FirstOf("/cases") })
        {
            await phone.Open(address);
            Assert.True(await phone.Page.EvaluateAsync<double>("document.querySelector('article > header h1').getBoundingClientRect().top - document.querySelector('article > header .kicker').getBoundingClientRect().bottom") >= 7.5, address);
        }
    }
}

using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

public sealed partial class Blog
{
    /// <summary>The one door to a new blog: the administrator's page, the seed and a member's first writing come through here. A tambon has one blog, with
    /// as many writers as it likes: its page, the writing form and a reader each mean «the blog of this tambon». A person has one of their own. The caller saves.</summary>
    /// <param name="db">Where it goes.</param>
    /// <param name="address">The last part of <c>/b/{blog}</c>, as typed; made an address by <see cref="ThaiSlug"/>.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="about">What it is about; may be empty.</param>
    /// <param name="place">The code of the place it is the blog of; null for the owner's own.</param>
    /// <param name="owner">Its first owner.</param>
    /// <param name="stop">Stops asking.</param>
    /// <exception cref="Refused">409: the place or the person has one already; 422: an address or a name that cannot be, or is taken.</exception>
    public static async Task<Blog> Open(CommonsDb db, string? address, string? title, string? about, string? place, long owner, CancellationToken stop = default)
    {
        if (place is null ? await db.Blogs.AnyAsync(b => b.PersonId == owner, stop) : await db.Blogs.AnyAsync(b => b.PlaceCode == place, stop))
            throw new Refused(409, "มีสมุดอยู่แล้ว ตำบลหนึ่งมีหนึ่งสมุด เพิ่มคนเขียนในสมุดเดิมได้ไม่จำกัด");
        var slug = ThaiSlug.Of(address ?? "");
        if (slug.Length < 2)
            throw new Refused(422, "ที่อยู่ของสมุดใช้ตัวอักษร ตัวเลข และขีด ยาว 2 ถึง 60 ตัว", "Address");
        if (await db.Blogs.AnyAsync(b => b.Address == slug, stop))
            throw new Refused(422, "มีสมุดอื่นใช้ที่อยู่นี้แล้ว เติมชื่ออำเภอต่อท้ายก็ได้", "Address");
        var blog = new Blog { Address = slug, PlaceCode = place, PersonId = place is null ? owner : null };
        blog.Describe(title, about);
        blog.Give(owner, BlogHand.Owner);
        db.Blogs.Add(blog);
        return blog;
    }

    /// <summary>The one door to a blog to practise in. The caller saves.</summary>
    public static Blog OpenPractice(CommonsDb db, Practice practice, string title, long owner)
    {
        var blog = new Blog { Address = $"practice-{Guid.NewGuid():N}", Practice = practice };
        blog.Describe(ThaiText.Cut(title, 90), "");
        blog.Give(owner, BlogHand.Owner);
        db.Blogs.Add(blog);
        return blog;
    }

    /// <summary>Gives the blog another name and another description; one over 400 characters is cut.</summary>
    /// <exception cref="Refused">422: there is no name, or one over 100 characters.</exception>
    public void Describe(string? title, string? about)
    {
        var name = ThaiText.Normalise(title ?? "").ReplaceLineEndings(" ").Trim();
        if (name.Length is 0 or > 100)
            throw new Refused(422, "ชื่อสมุดต้องมี และไม่เกิน 100 ตัวอักษร", "Title");
        (Title, About) = (name, ThaiText.Cut(ThaiText.Normalise(about ?? "").Trim(), 400));
    }

    /// <summary>A short address for the blog of a place that nobody has yet: its name in roman letters, with its district's where two places are called alike.</summary>
    public static async Task<string> AddressFor(CommonsDb db, Place place, Place? within, CancellationToken stop = default)
    {
        var name = ThaiSlug.Of(place.NameEnglish) is { Length: > 1 } roman ? roman : ThaiSlug.Of(place.NameThai);
        string[] proposals = [name, ThaiSlug.Of($"{name} {within?.NameEnglish}"), $"{name}-{place.Code}"];
        var taken = await db.Blogs.Where(b => proposals.Contains(b.Address)).Select(b => b.Address).ToListAsync(stop);
        return proposals.First(p => !taken.Contains(p));
    }
}

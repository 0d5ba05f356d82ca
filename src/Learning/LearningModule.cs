using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Learning;

/// <summary>Where people learn together: circles and their meetings, after action reviews (AAR), and lesson cards with who took them up. Tables: schema <c>learning</c>.
/// Others use nothing of it but the row that every AAR has in Content; the host's seed calls <see cref="Aar.Write"/>, <see cref="Meeting.Call"/>, <see cref="Lesson.Make"/> and <see cref="Circle"/>.</summary>
public sealed class LearningModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Aar.Kind).AddSingleton(Meeting.Kind)
            .AddSingleton(GiveVoice.Gives).AddSingleton(JoinMeeting.Signs).AddSingleton(HereIAm.Says).AddSingleton(Telling.Says).AddSingleton(TellMeeting.Sends).AddSingleton(Lesson.Pace)
            .AddSingleton(new OfMine(typeof(PromisesOfMine)))
            .AddScoped<SameEventSearch>().AddSingleton(new Beside(typeof(ToldBeside))).AddSingleton(new Beside(typeof(LessonsBeside))).AddSingleton(things => new CircleCalendar((db, viewer, first, last, stop) => ComingMeetings.Of(db, viewer, things.GetRequiredService<Site>(), first, last, stop), ComingMeetings.DaysOf)).AddSingleton(new Duties(TakenOn.Whose, TakenOn.Of))
            .AddSingleton(new Followable("c", "วง", async (db, _, viewer, key, stop) =>
                long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && await db.Circles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) is { } circle && circle.IsSeenBy(viewer) ? new(circle.Name, circle.Url) : null));
    }

    /// <inheritdoc/>
    public override async Task Saving(CommonsDb db, CancellationToken stop)
    {
        await PointKeeping.Look(db, stop);
        await PromiseKeeping.Look(db, stop);
        await NamedDays.Look(db, stop);
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        CalendarFeed.Map(routes);
        DoorDesk.Map(routes);
    }

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<Aar>(aar =>
        {
            aar.ToTable("aar", "learning");
            aar.HasKey(a => a.Number);
            aar.HasOne(a => a.Item).WithOne().HasForeignKey<Aar>(a => a.Number);
            aar.HasMany(a => a.Lines).WithOne().HasForeignKey(l => l.Number);
            aar.HasMany(a => a.People).WithOne().HasForeignKey(p => p.Number);
        });
        model.Entity<AarLine>().ToTable("aar_line", "learning");
        model.Entity<AarPerson>(person => { person.ToTable("aar_person", "learning"); person.HasOne(p => p.Member).WithMany().HasForeignKey(p => p.MemberId); });
        model.Entity<Circle>(circle => { circle.ToTable("circle", "learning"); circle.ComplexProperty(c => c.Cadence); });
        model.Entity<RotaNote>().ToTable("rota_note", "learning");
        model.Entity<CircleHost>().ToTable("circle_host", "learning");
        model.Entity<Meeting>(meeting =>
        {
            meeting.ToTable("meeting", "learning");
            meeting.HasKey(m => m.Number);
            meeting.HasOne(m => m.Item).WithOne().HasForeignKey<Meeting>(m => m.Number);
            meeting.HasOne(m => m.Host).WithMany().HasForeignKey(m => m.HostId);
            meeting.HasMany(m => m.Points).WithOne().HasForeignKey(p => p.Number);
            meeting.HasMany(m => m.Steps).WithOne().HasForeignKey(s => s.Number);
            meeting.HasMany(m => m.Moves).WithOne().HasForeignKey(v => v.Number);
        });
        model.Entity<MeetingPoint>().ToTable("meeting_point", "learning");
        model.Entity<PointSource>(source => { source.ToTable("point_source", "learning"); source.HasKey(s => new { s.PointId, s.CommentId }); source.HasOne(s => s.Point).WithMany().HasForeignKey(s => s.PointId).OnDelete(DeleteBehavior.Cascade); });
        model.Entity<NextStep>().ToTable("next_step", "learning");
        model.Entity<MeetingMove>().ToTable("meeting_move", "learning");
        AttendanceTables.Map(model);
        model.Entity<Telling>(telling => { telling.ToTable("telling", "learning"); telling.HasKey(t => new { t.Number, t.MeetingNumber }); });
        model.Entity<NamedDays>(named =>
        {
            named.ToTable("named_days", "learning");
            named.HasKey(n => n.Number);
            named.HasOne(n => n.Item).WithOne().HasForeignKey<NamedDays>(n => n.Number);
        });
        model.Entity<MeetingGuest>(guest => { guest.ToTable("meeting_guest", "learning"); guest.HasKey(g => new { g.Number, g.MemberId }); guest.HasOne(g => g.Member).WithMany().HasForeignKey(g => g.MemberId); });
        model.Entity<KitItem>(item => { item.ToTable("kit_item", "learning"); item.HasKey(i => new { i.Number, i.Part }); });
        model.Entity<KitReminder>(reminder => { reminder.ToTable("kit_reminder", "learning"); reminder.HasKey(r => new { r.Number, r.Day }); });
        VoiceTables.Map(model);
        LessonTables.Map(model);
    }
}

/// <summary>The tables of this module, by their names.</summary>
public static class LearningTables
{
    extension(CommonsDb db)
    {
        /// <summary>After action reviews; who may see one is asked of its item.</summary>
        public DbSet<Aar> Aars => db.Set<Aar>();
        /// <summary>The circles.</summary>
        public DbSet<Circle> Circles => db.Set<Circle>();
        /// <summary>Those who take turns to host.</summary>
        public DbSet<CircleHost> CircleHosts => db.Set<CircleHost>();
        /// <summary>Meetings; who may see one is asked of its item.</summary>
        public DbSet<Meeting> Meetings => db.Set<Meeting>();
        /// <summary>Which texts tell of which meeting, and which do not; who may see either is asked of their items.</summary>
        public DbSet<Telling> Tellings => db.Set<Telling>();
        /// <summary>The days that texts name; who may see one is asked of its item.</summary>
        public DbSet<NamedDays> NamedDays => db.Set<NamedDays>();
        /// <summary>Who is told of meetings by letter; names are for who holds the meeting.</summary>
        public DbSet<MeetingGuest> MeetingGuests => db.Set<MeetingGuest>();
        /// <summary>What hosts see to; for who holds or hosts the meeting.</summary>
        public DbSet<KitItem> KitItems => db.Set<KitItem>();
        /// <summary>What was agreed to be done; who may see one is asked of its meeting's item.</summary>
        public DbSet<NextStep> NextSteps => db.Set<NextStep>();
    }
}

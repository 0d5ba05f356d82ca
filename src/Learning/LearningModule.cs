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
    public override void Register(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(Aar.Kind).AddSingleton(Meeting.Kind).AddSingleton(GiveVoice.Gives).AddSingleton(JoinMeeting.Signs).AddSingleton(Lesson.Pace).AddSingleton(new Beside(typeof(LessonsBeside))).AddSingleton(new OfMine(typeof(PromisesOfMine))).AddSingleton(new Followable("c", "วง", async (db, _, viewer, key, stop) =>
        long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && await db.Circles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) is { } circle && circle.IsSeenBy(viewer) ? new(circle.Name, circle.Url) : null));

    /// <inheritdoc/>
    public override Task Saving(CommonsDb db, CancellationToken stop) => PointKeeping.Look(db, stop);

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes) => CalendarFeed.Map(routes);

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
        model.Entity<NextStep>().ToTable("next_step", "learning");
        model.Entity<MeetingMove>().ToTable("meeting_move", "learning");
        model.Entity<Attendee>().ToTable("attendee", "learning");
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
        /// <summary>Who said that they come to meetings, and who came; names are for who holds the meeting.</summary>
        public DbSet<Attendee> Attendees => db.Set<Attendee>();
        /// <summary>What was agreed to be done; who may see one is asked of its meeting's item.</summary>
        public DbSet<NextStep> NextSteps => db.Set<NextStep>();
    }
}

using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The tables of voices, by their names.</summary>
public static class VoiceTables
{
    internal static void Map(ModelBuilder model)
    {
        model.Entity<VoiceRound>(round =>
        {
            round.ToTable("voice_round", "learning");
            round.HasKey(r => r.Number);
            round.Property(r => r.Number).ValueGeneratedNever();
            round.HasOne<Aar>().WithOne().HasForeignKey<VoiceRound>(r => r.Number);
        });
        model.Entity<Voice>(voice =>
        {
            voice.ToTable("voice", "learning");
            voice.Property(v => v.Id).ValueGeneratedNever();
            voice.HasOne<VoiceRound>().WithMany().HasForeignKey(v => v.Number);
            voice.HasOne(v => v.Member).WithMany().HasForeignKey(v => v.MemberId);
            voice.HasMany(v => v.Lines).WithOne(l => l.Voice).HasForeignKey(l => l.VoiceId);
        });
        model.Entity<VoiceLine>(line => { line.ToTable("voice_line", "learning"); line.Property(l => l.Id).ValueGeneratedNever(); });
        model.Entity<VoicePoint>(point =>
        {
            point.ToTable("voice_point", "learning");
            point.HasMany(p => p.Sources).WithOne(l => l.Point).HasForeignKey(l => l.PointId).OnDelete(DeleteBehavior.ClientSetNull);
            point.HasOne(p => p.Line).WithOne().HasForeignKey<VoicePoint>(p => p.LineId).OnDelete(DeleteBehavior.SetNull);
        });
        model.Entity<Promise>(promise =>
        {
            promise.ToTable("promise", "learning");
            promise.HasOne(p => p.Member).WithMany().HasForeignKey(p => p.MemberId);
            promise.HasOne(p => p.VoiceLine).WithOne().HasForeignKey<Promise>(p => p.VoiceLineId);
            promise.HasOne(p => p.Line).WithOne().HasForeignKey<Promise>(p => p.LineId).OnDelete(DeleteBehavior.SetNull);
        });
    }

    extension(CommonsDb db)
    {
        /// <summary>Rounds of voices, by the number of their review.</summary>
        public DbSet<VoiceRound> VoiceRounds => db.Set<VoiceRound>();
        /// <summary>Voices. Texts leave the server only of rounds that are closed.</summary>
        public DbSet<Voice> Voices => db.Set<Voice>();
        /// <summary>Their lines.</summary>
        public DbSet<VoiceLine> VoiceLines => db.Set<VoiceLine>();
        /// <summary>What was joined.</summary>
        public DbSet<VoicePoint> VoicePoints => db.Set<VoicePoint>();
        /// <summary>What members said they would go back and do.</summary>
        public DbSet<Promise> Promises => db.Set<Promise>();
        /// <summary>The viewer's own promises: what they said themselves, and what others wrote down of them while they may read it there; of a line that went, what they answered.</summary>
        public IQueryable<Promise> PromisesOf(Viewer viewer)
        {
            var (me, seen) = (viewer.Id, db.Items.VisibleTo(viewer));
            return db.Promises.Where(p => p.MemberId == me && (p.VoiceLineId != null || (p.LineId != null || p.Answer != null) && seen.Any(i => i.Number == p.Number)));
        }
    }
}

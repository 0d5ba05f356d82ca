using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The tables of who comes to meetings, by their names.</summary>
public static class AttendanceTables
{
    /// <summary>The sectors that are offered where nobody said any yet; a key each at the door.</summary>
    public static readonly string[] Sectors = ["ภาคประชาชน", "องค์กรปกครองส่วนท้องถิ่น", "หน่วยงานจังหวัด", "ผู้สนับสนุนจากส่วนกลาง"];

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Attendee>().ToTable("attendee", "learning");
        model.Entity<DoorRecord>(record =>
        {
            record.ToTable("door_record", "learning");
            record.HasKey(r => new { r.Number, r.Id });
            record.HasOne(r => r.Attendee).WithMany().HasForeignKey(r => r.AttendeeId).OnDelete(DeleteBehavior.SetNull);
        });
        model.Entity<AttendeeMerge>(merge =>
        {
            merge.ToTable("attendee_merge", "learning");
            merge.HasKey(m => m.FromId);
            merge.Property(m => m.FromId).ValueGeneratedNever();
            merge.HasOne<Attendee>().WithMany().HasForeignKey(m => m.IntoId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<DoorCode>(code =>
        {
            code.ToTable("door_code", "learning");
            code.HasKey(c => c.Number);
            code.Property(c => c.Number).ValueGeneratedNever();
        });
    }

    extension(CommonsDb db)
    {
        /// <summary>Who said that they come to meetings, and who came; names are for who holds the meeting.</summary>
        public DbSet<Attendee> Attendees => db.Set<Attendee>();
        /// <summary>What desks at the door wrote down.</summary>
        public DbSet<DoorRecord> DoorRecords => db.Set<DoorRecord>();
        /// <summary>Rows that turned out to be one person.</summary>
        public DbSet<AttendeeMerge> AttendeeMerges => db.Set<AttendeeMerge>();
        /// <summary>Codes on doors.</summary>
        public DbSet<DoorCode> DoorCodes => db.Set<DoorCode>();
    }
}

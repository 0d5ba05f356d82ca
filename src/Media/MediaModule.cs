using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Media;

/// <summary>Photos: let in, made safe and small, kept and served; documents: let in, kept, read for the search; and both on their way in pieces (<see cref="UploadDoor"/>). Others use <see cref="Photo.Receive"/>,
/// <see cref="Attachment.Receive"/>, <see cref="Upload.Keep"/>, <see cref="PhotoFigure"/>, and give an <see cref="IPhotoSight"/> for what they show.</summary>
public sealed class MediaModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new PhotoLimits()).AddSingleton<PhotoMaker>().AddSingleton<PhotoStore>().AddSingleton<PublicPhotos>().AddScoped<PhotoAddress>().AddScoped<PhotoSweep>().AddSingleton(Photo.Uploads)
        .AddSingleton<AttachmentStore>().AddSingleton<UploadPieces>().AddScoped<UploadDoor>().AddSingleton(Upload.Megabytes);

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<PhotoStore>().Sweep();
        PhotoAddress.Map(routes);
        UploadDoor.Map(routes);
    }

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<Photo>().ToTable("photo", "media");
        model.Entity<Attachment>().ToTable("attachment", "media");
        model.Entity<Upload>(upload =>
        {
            upload.ToTable("upload", "media");
            upload.HasKey(u => new { u.OwnerId, u.Id });
            upload.HasOne<Member>().WithMany().HasForeignKey(u => u.OwnerId);
            upload.HasOne(u => u.Photo).WithMany().HasForeignKey(u => u.PhotoId);
            upload.HasOne(u => u.Attachment).WithMany().HasForeignKey(u => u.AttachmentId);
        });
    }
}

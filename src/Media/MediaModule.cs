using KmCommons.Foundation;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Media;

/// <summary>Photos: let in, made safe and small, kept and served. Others use <see cref="Photo.Receive"/>, <see cref="PhotoFigure"/>, and give an
/// <see cref="IPhotoSight"/> for what they show.</summary>
public sealed class MediaModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new PhotoLimits()).AddSingleton<PhotoMaker>().AddSingleton<PhotoStore>().AddSingleton<PublicPhotos>().AddScoped<PhotoAddress>().AddScoped<PhotoSweep>().AddSingleton(Photo.Uploads);

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<PhotoStore>().Sweep();
        PhotoAddress.Map(routes);
    }

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model) => model.Entity<Photo>().ToTable("photo", "media");
}

using KmCommons.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.People;

/// <summary>Members, how they sign in, and what they may do. Others use <see cref="Member"/>, <see cref="Viewer"/>, <see cref="Rights"/>,
/// <see cref="NeedsAttribute"/> and <see cref="OpenToAllAttribute"/>.</summary>
public sealed class PeopleModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration)
    {
        services.AddIdentityCore<Member>(identity =>
        {
            identity.User.AllowedUserNameCharacters = "";
            identity.Password.RequiredLength = 8;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
            identity.Lockout.MaxFailedAccessAttempts = 8;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
        })
            .AddUserStore<UserOnlyStore<Member, CommonsDb, long>>().AddSignInManager().AddDefaultTokenProviders().AddErrorDescriber<ThaiIdentity>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = SiteCookies.Member;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(30);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        });
        foreach (var pace in Knocks.All)
            services.AddSingleton(pace);
        services.AddScoped(things => things.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<Viewer>() ?? Viewer.Anonymous);
    }

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<Member>(member => { member.ToTable("member", "people"); member.Property(m => m.ConcurrencyStamp).IsConcurrencyToken(); member.HasMany(m => m.Roles).WithOne().HasForeignKey(r => r.MemberId); });
        model.Entity<RoleHeld>().ToTable("role_held", "people");
        model.Entity<Invitation>(invitation => { invitation.ToTable("invitation", "people"); invitation.HasKey(i => i.Code); });
        model.Entity<IdentityUserClaim<long>>().ToTable("member_claim", "people");
        model.Entity<IdentityUserLogin<long>>(login => { login.ToTable("member_login", "people"); login.HasKey(l => new { l.LoginProvider, l.ProviderKey }); });
        model.Entity<IdentityUserToken<long>>(token => { token.ToTable("member_token", "people"); token.HasKey(t => new { t.UserId, t.LoginProvider, t.Name }); });
    }
}

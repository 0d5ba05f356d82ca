using System.Linq.Expressions;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace KmCommons.Content;

/// <summary>One line of a list of items: what a reader needs to choose.</summary>
public sealed record Row(long Number, string Slug, string Kind, string Title, string Summary, string? PlaceCode, string AuthorName, string AuthorAddress,
    DateTimeOffset PublishedAt, int Comments)
{
    /// <summary>Rows on one page of a list.</summary>
    public const int PerPage = 20;

    /// <summary>Its author's page.</summary>
    public string AuthorUrl => Member.UrlOf(AuthorAddress);

    /// <summary>The item's address.</summary>
    public string Url => ContentItem.UrlOf(Number, Slug);

    /// <summary>A page of what of these items is published and may be seen, newest first, and how many there are in all.</summary>
    /// <param name="page">From 1; anything less is 1.</param>
    public static async Task<Rows> Read(IQueryable<ContentItem> items, Viewer viewer, int page = 1, int perPage = PerPage, CancellationToken stop = default)
    {
        var seen = items.VisibleTo(viewer).Listed();
        var total = await seen.CountAsync(stop);
        page = Math.Clamp(page, 1, Math.Max(1, (total + perPage - 1) / perPage));
        var rows = await Project(seen.OrderByDescending(i => i.PublishedAt).ThenByDescending(i => i.Number).Skip((page - 1) * perPage).Take(perPage)).ToListAsync(stop);
        return new(rows, total, page, perPage);
    }

    /// <summary>Items as rows; the caller has asked who may see them.</summary>
    public static IQueryable<Row> Project(IQueryable<ContentItem> items) => items.Select(Of);

    /// <summary>Items as rows with what else is wanted of each, in one question to the database; the caller has asked who may see them.</summary>
    public static IQueryable<RowWith<T>> Project<T>(IQueryable<ContentItem> items, Expression<Func<ContentItem, T>> more) => items.Select(Expression.Lambda<Func<ContentItem, RowWith<T>>>(
        Expression.New(typeof(RowWith<T>).GetConstructors()[0], Of.Body, ReplacingExpressionVisitor.Replace(more.Parameters[0], Of.Parameters[0], more.Body)), Of.Parameters));

    static readonly Expression<Func<ContentItem, Row>> Of = i => new Row(i.Number, i.Slug, i.Kind, i.Title, i.Summary, i.PlaceCode,
        i.Author.DisplayName, i.Author.Address, i.PublishedAt ?? i.CreatedAt, i.Comments.Count(c => c.State == CommentState.Shown));
}

/// <summary>A row and what else was asked of its item.</summary>
public sealed record RowWith<T>(Row Row, T More);

/// <summary>A page of rows, and where in the whole it is.</summary>
public sealed record Rows(IReadOnlyList<Row> Items, int Total, int Page, int PerPage)
{
    /// <summary>How many pages there are; at least one.</summary>
    public int Pages => Math.Max(1, (Total + PerPage - 1) / PerPage);
}

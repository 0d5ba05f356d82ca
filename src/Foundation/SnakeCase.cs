using System.Text;

namespace KmCommons.Foundation;

/// <summary>Names of columns: <c>PublishedAt</c> becomes <c>published_at</c>.</summary>
public static class SnakeCase
{
    /// <summary>The name in snake_case; a name already in it comes back as it was.</summary>
    public static string Of(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && !char.IsUpper(name[i - 1]))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }
}

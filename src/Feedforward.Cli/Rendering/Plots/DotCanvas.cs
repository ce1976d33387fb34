namespace Feedforward.Cli.Rendering.Plots;

/// <summary>A grid of characters, each of 2×4 dots in braille or one character of its own, and each of one colour.</summary>
internal sealed class DotCanvas(int width, int height)
{
    // Unicode numbers the dots of a braille character in this order: columns × rows.
    private static readonly byte[,] Dots = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };
    private readonly byte[,] _dots = new byte[width, height];
    private readonly char[,] _characters = new char[width, height];
    private readonly string?[,] _colours = new string?[width, height];

    /// <summary>Characters in a row.</summary>
    public int Width => width;

    /// <summary>Rows.</summary>
    public int Height => height;

    /// <summary>Puts a character at a place, (0, 0) being the lower left corner and (1, 1) the upper right one.</summary>
    /// <param name="x">Across.</param>
    /// <param name="y">Up.</param>
    /// <param name="character">The character.</param>
    /// <param name="colour">Its colour.</param>
    public void Put(double x, double y, char character, string colour)
    {
        if (x is >= 0 and <= 1 && y is >= 0 and <= 1)
        {
            Put((int)Math.Round(x * (width - 1)), (int)Math.Round((1 - y) * (height - 1)), character, colour);
        }
    }

    /// <summary>Puts a character into a cell, column and row counted from the upper left corner.</summary>
    public void Put(int column, int row, char character, string colour)
    {
        _characters[column, row] = character;
        _colours[column, row] = colour;
    }

    /// <summary>Draws a line from one place to another, what lies outside being cut off.</summary>
    public void Line((double X, double Y) from, (double X, double Y) to, string colour)
    {
        if (double.IsNaN(from.X + from.Y + to.X + to.Y))
        {
            return;
        }

        var (x0, y0) = Dot(from);
        var (x1, y1) = Dot(to);
        var steps = (int)Math.Ceiling(Math.Min(Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0)), 10_000));
        for (var i = 0; i <= steps; i++)
        {
            var share = steps == 0 ? 0 : (double)i / steps;
            Set((int)Math.Round(x0 + (share * (x1 - x0))), (int)Math.Round(y0 + (share * (y1 - y0))), colour);
        }
    }

    /// <summary>The character of a cell and its colour.</summary>
    public (char Character, string? Colour) this[int column, int row] =>
        (_characters[column, row] is not '\0' and var own ? own : _dots[column, row] == 0 ? ' ' : (char)(0x2800 + _dots[column, row]), _colours[column, row]);

    private (double X, double Y) Dot((double X, double Y) place) => (place.X * ((2 * width) - 1), (1 - place.Y) * ((4 * height) - 1));

    private void Set(int x, int y, string colour)
    {
        if (x >= 0 && x < 2 * width && y >= 0 && y < 4 * height)
        {
            _characters[x / 2, y / 4] = '\0';
            _dots[x / 2, y / 4] |= Dots[x % 2, y % 4];
            _colours[x / 2, y / 4] = colour;
        }
    }
}

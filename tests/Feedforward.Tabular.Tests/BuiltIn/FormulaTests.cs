using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.BuiltIn;

public sealed class FormulaTests
{
    [Theory]
    [InlineData("2 + 3*4", 14)]
    [InlineData("(2 + 3)*4", 20)]
    [InlineData("7 - 2 - 1", 4)]
    [InlineData("16/4/2", 2)]
    [InlineData("2^3^2", 512)]
    [InlineData("-2^2", -4)]
    [InlineData("2^-1", 0.5)]
    [InlineData("2*-3", -6)]
    [InlineData("--3", 3)]
    [InlineData("1.5e3 + .5", 1500.5)]
    [InlineData("abs(-2) + sqrt(9)", 5)]
    [InlineData("exp(0) + log(e)", 2)]
    [InlineData("sin(pi/2) - cos(pi)", 2)]
    [InlineData("tanh(0)", 0)]
    [InlineData("SIN(PI/2)", 1)]
    public void A_text_means_what_it_does_on_paper(string text, double value) => Assert.Equal(value, Formula.Parse(text).At(0), 1e-12);

    [Theory]
    [InlineData("x^2", 1, 9)]
    [InlineData("x1 + 1", 1, 4)]
    [InlineData("x1 - 2*x2", 2, -7)]
    public void Inputs_are_counted_and_put_in(string text, int inputs, double value)
    {
        var formula = Formula.Parse(text);
        Assert.Equal(inputs, formula.Inputs);
        Assert.Equal(value, formula.At(3, 5), 1e-12);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("2 +", "position 4: the function ends")]
    [InlineData("2*(x+1", "position 3: this '(' is never closed")]
    [InlineData("x)", "position 2: this ')' closes nothing")]
    [InlineData("2x", "position 2: 'x' was not expected")]
    [InlineData("sin x", "position 5: '(' was expected after sin")]
    [InlineData("y + 1", "position 1: 'y' is not known")]
    [InlineData("x + x2", "position 5: x and x2 do not go together")]
    [InlineData("3 $ 4", "position 3: '$' was not expected")]
    [InlineData("1.2.3", "position 4: '.' was not expected")]
    [InlineData("2e", "position 1: '2e' is not a number")]
    public void What_is_wrong_is_told_with_its_position(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Formula.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        Assert.Contains("levels", Assert.Throws<ArgumentException>(() => Formula.Parse(new string('(', 900))).Message, StringComparison.Ordinal);
        Assert.Contains("levels", Assert.Throws<ArgumentException>(() => Formula.Parse(new string('-', 900) + "1")).Message, StringComparison.Ordinal);
        Assert.Contains("1000 are the most", Assert.Throws<ArgumentException>(() => Formula.Parse(new string('1', 1001))).Message, StringComparison.Ordinal);
    }
}

namespace Feedforward.Server;

/// <summary>What is wrong with one place of a request.</summary>
/// <param name="Pointer">The place as a JSON pointer in a URI fragment (RFC 6901), such as <c>#/rows/3/age</c>.</param>
/// <param name="Detail">What was expected and what was found.</param>
internal sealed record FieldFault(string Pointer, string Detail)
{
    /// <summary>Both in one line.</summary>
    public override string ToString() => $"{Pointer}: {Detail}";
}

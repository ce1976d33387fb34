using System.Diagnostics.CodeAnalysis;

namespace Feedforward.Tabular;

/// <summary>
/// The rows of an IDX file, the format MNIST comes in: two zero bytes, a type, the number of dimensions, each
/// dimension as a big-endian 32-bit number, then the values. The first dimension counts the rows, the others
/// together make one vector column, <c>pixels</c>; a labels file beside it gives the column <c>label</c>.
/// Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", the format's description.
/// </summary>
internal sealed class IdxRows : RowReader
{
    private readonly IdxValues _images;
    private readonly IdxValues? _labels;
    private readonly float[] _pixels;
    private readonly float[] _label = new float[1];
    private long _row;

    public IdxRows(Stream images, Stream? labels)
    {
        _images = new IdxValues(images, "images");
        _labels = labels is null ? null : new IdxValues(labels, "labels");
        if (_labels is { Width: not 1 })
        {
            throw new DataException($"The labels file has {_labels.Width} values a row; labels have one.", column: "label");
        }

        if (_labels is not null && _labels.Count != _images.Count)
        {
            throw new DataException($"There are {_images.Count} images and {_labels.Count} labels; the two files do not belong together.");
        }

        _pixels = new float[_images.Width];
    }

    public override long Line => _row;

    public override long? RowCount => _images.Count;

    public override int FieldCount => _labels is null ? 1 : 2;

    public override string GetName(int ordinal) => ordinal == 0 ? (_images.Width == 1 ? "value" : "pixels") : "label";

    public override int GetWidth(int ordinal) => ordinal == 0 ? _images.Width : 1;

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => ordinal == 0 && _images.Width > 1 ? typeof(float[]) : typeof(float);

    public override object GetValue(int ordinal) =>
        ordinal == 1 ? _label[0] : _images.Width == 1 ? _pixels[0] : _pixels.Clone();

    public override ReadOnlySpan<float> GetVector(int ordinal) => ordinal == 0 ? _pixels : _label;

    public override bool IsDBNull(int ordinal) => false;

    public override bool Read()
    {
        if (_row == _images.Count)
        {
            return false;
        }

        _row++;
        _images.Read(_pixels, _row);
        _labels?.Read(_label, _row);
        return true;
    }

    /// <summary>
    /// All rows at once where images and labels are bytes and none was read yet; else null. The images stay bytes.
    /// </summary>
    /// <param name="threads">The most threads; 0 for all processors.</param>
    /// <param name="rowsRead">Told now and then how many rows were read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DataException">A file ends too early; the message names the first row that is not there.</exception>
    public Table? ReadTable(int threads, IProgress<long>? rowsRead, CancellationToken cancellationToken)
    {
        if (_row > 0 || !_images.AreBytes || _images.Width == 1 || _labels is { AreBytes: false })
        {
            return null;
        }

        byte[]? labels = null;
        DataException? endOfLabels = null;
        var rows = _images.Count;
        try
        {
            labels = _labels?.ReadRows(rows, threads, null, cancellationToken);
        }
        catch (DataException fault) when (fault.Row is { } row)
        {
            // An image that is missing in an earlier row, or in the same one, is named first.
            (endOfLabels, rows) = (fault, row);
        }

        var images = _images.ReadRows(rows, threads, rowsRead, cancellationToken);
        if (endOfLabels is not null)
        {
            throw endOfLabels;
        }

        _row = rows;
        rowsRead?.Report(rows);
        var lines = new LineNumbers();
        lines.AddRows(1, (int)rows);
        var pixels = new VectorColumn(GetName(0), images, (int)rows, _images.Width);
        return labels is null
            ? new Table([pixels], lines, Notices)
            : new Table([pixels, new NumberColumn(GetName(1), Array.ConvertAll(labels[..(int)rows], label => (float)label))], lines, Notices);
    }

    public override void Close()
    {
        _images.Close();
        _labels?.Close();
        base.Close();
    }
}
